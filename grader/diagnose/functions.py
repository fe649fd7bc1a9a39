"""Finds the known mistake that behaves as a student's function does, and confirms it on fresh probes.

An answer has facets: each returned value inside the usual range and at its edges, and what became of the arguments. A
mistake that agrees with the student in every facet explains everything that was missed. Failing that, one that agrees
in a facet explains the checks that look at nothing else: who sums over the wrong axis may also forget to protect a
logarithm. A facet at the edges counts only where the one inside is right or explained.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from grader.checks import Unchanged
from grader.diagnose.behaviour import has_numbers, same_answer
from grader.diagnose.evidence import FRESH, Evidence, Facet, agrees, facets_of, fresh_facet, fresh_of
from grader.diagnose.explanation import Explanation
from grader.diagnose.hypotheses import Hypothesis
from grader.diagnose.leftovers import exchanged, left_over
from grader.diagnose.refusals import explain_refusals, same_refusal
from grader.diagnose.relations import explain_relation
from grader.records.assignment import Check
from grader.records.mistake import Mistake


def explain_function(evidence: Evidence) -> tuple[Explanation, ...]:
    """The mistakes that explain what was missed, each confirmed; none where nothing fits."""
    facets = facets_of(evidence)
    wrong = [facet for facet in facets if not agrees(evidence.observed, evidence.known.solution, facet)]
    if not wrong:
        return tuple(left_over(evidence, ()))
    if not any(has_numbers(evidence.observed[p]) for p in evidence.probes if p in evidence.observed):
        return without_numbers(evidence, facets[0])
    whole = _explained(evidence, _matching(evidence, facets), ())
    found = whole or exchanged(evidence, facets) or _facet_by_facet(evidence, facets, wrong)
    return (*found, *left_over(evidence, found))


def without_numbers(evidence: Evidence, facet: Facet) -> tuple[Explanation, ...]:
    """Where no number came at all: the mistake that is refused in the same words, or what these words prove."""
    observed, asked = evidence.observed, [*evidence.probes, *fresh_of(evidence, evidence.probes)]
    alike = [
        h
        for h in evidence.known.known
        if all(p in h.answers and same_refusal(observed[p], h.answers[p]) for p in asked)
    ]
    found = _explained(evidence, alike, ()) if asked else ()
    refused = explain_refusals(observed, evidence.probes, fresh_of(evidence, evidence.probes))
    return found or ((refused,) if refused else tuple(_related(evidence, facet, ())))


def candidates(evidence: Evidence) -> tuple[Hypothesis, ...]:
    """The hypotheses that agree in some facet that is wrong, before anything is confirmed."""
    observed, known = evidence.observed, evidence.known
    wrong = [facet for facet in facets_of(evidence) if not agrees(observed, known.solution, facet)]
    return tuple(h for h in known.known if any(agrees(observed, h.answers, facet) for facet in wrong))


def has_explanation(evidence: Evidence) -> bool:
    """Whether a single mistake agrees everywhere and fails all that was missed, before anything is confirmed."""
    missed, facets = {check.id for check in evidence.missed}, facets_of(evidence)
    return any(
        missed <= _fails(h) and all(agrees(evidence.observed, h.answers, facet) for facet in facets)
        for h in evidence.known.known
    )


def _facet_by_facet(evidence: Evidence, facets: Sequence[Facet], wrong: Sequence[Facet]) -> tuple[Explanation, ...]:
    found: list[Explanation] = []
    understood = [facet for facet in facets if facet not in wrong]
    for facet in sorted(wrong, key=lambda facet: facet.is_edge):
        inside = [f for f in facets if f.item == facet.item and not f.is_edge]
        if facet.is_edge and not all(f in understood for f in inside):
            continue
        matching = _pure(evidence, facet, inside if facet.item is None or facet.is_edge else ())
        if facet.item is not None and not facet.is_edge:
            others = [f for f in facets if f.item not in (None, facet.item) and not f.is_edge]
            matching = [h for h in matching if all(_fits(evidence, h, other) for other in others)]
        checks = _checks_within(evidence, facet)
        explanations = _explained(evidence, matching, checks) if checks else ()
        if explanations:
            understood.append(facet)
        elif checks and not facet.is_edge:
            explanations = tuple(_related(evidence, facet, checks))
        found += explanations
    return tuple(found)


def _fits(evidence: Evidence, hypothesis: Hypothesis, other: Facet) -> bool:
    """Whether a mistake leaves another returned value right, or as wrong as the student's is."""
    untouched = agrees(hypothesis.answers, evidence.known.solution, other)
    return untouched or agrees(evidence.observed, hypothesis.answers, other)


def _related(evidence: Evidence, facet: Facet, checks: tuple[str, ...]) -> Iterator[Explanation]:
    """What a relation to the expected numbers says of a returned value."""
    if facet.item is not None:
        fresh = fresh_facet(facet).probes
        found = explain_relation(evidence.observed, evidence.known.solution, facet.probes, fresh, facet.item)
        if found is not None:
            yield msgspec.structs.replace(found, checks=checks)


def _pure(evidence: Evidence, facet: Facet, around: Iterable[Facet]) -> list[Hypothesis]:
    """Hypotheses that agree in this facet, and at the edges are no mistake of what lies inside."""
    solution = evidence.known.solution
    return [
        hypothesis
        for hypothesis in _matching(evidence, (facet,))
        if not agrees(hypothesis.answers, solution, facet)
        and all(agrees(hypothesis.answers, solution, f) for f in around if f is not facet)
        and any(has_numbers(evidence.observed[p]) or facet.is_edge for p in facet.probes)
    ]


def _matching(evidence: Evidence, facets: Sequence[Facet]) -> list[Hypothesis]:
    """Hypotheses that agree in these facets on the probes, and then on the fresh ones."""
    fresh = [f for f in map(fresh_facet, facets) if all(p in evidence.observed for p in f.probes)]
    if len(fresh) < len(facets):
        return []
    asked = (*facets, *fresh)
    return [h for h in evidence.known.known if all(agrees(evidence.observed, h.answers, facet) for facet in asked)]


def _checks_within(evidence: Evidence, facet: Facet) -> tuple[str, ...]:
    """Missed checks that look at a difference in this facet and in no other."""
    return tuple(check.id for check in evidence.missed if _looks_only_at(check, facet, evidence))


def _looks_only_at(check: Check, facet: Facet, evidence: Evidence) -> bool:
    if isinstance(check.kind, Unchanged):
        return facet.item is None
    if facet.item is None:
        return False
    item = getattr(check.kind, "item", 0)
    solution, observed = evidence.known.solution, evidence.observed
    differing = [p for p in check.kind.probes() if p in solution and not same_answer(observed[p], solution[p], item)]
    return item == facet.item and bool(differing) and set(differing) <= set(facet.probes)


def _explained(evidence: Evidence, matching: Sequence[Hypothesis], checks: tuple[str, ...]) -> tuple[Explanation, ...]:
    """What is said of the checks (of all that was missed where none is given); nothing where it would be a guess.

    One mistake is enough of an explanation where one behaves alike and is known to fail all that was missed: a spelling
    of it may hold a second one. Of two, only what all explanations share is said.
    """
    if not matching:
        return ()
    missed = {check.id for check in evidence.missed if not checks or check.id in checks}
    covering = [hypothesis for hypothesis in matching if missed <= _fails(hypothesis)]
    fewest = min(len(hypothesis.mistakes) for hypothesis in covering or matching)
    simplest = [hypothesis for hypothesis in covering or matching if len(hypothesis.mistakes) == fewest]
    simplest.sort(key=lambda hypothesis: len(missed ^ _fails(hypothesis)))
    first = simplest[0]
    if fewest == 1:
        others = {h.mistake.id for h in simplest}
        return (_told(evidence, first.mistake, first, checks, others - {first.mistake.id}),)
    shared = set.intersection(*({m.id for m in h.mistakes} for h in simplest))
    certain = [mistake for mistake in first.mistakes if mistake.id in shared]
    others = {m.id for h in simplest for m in h.mistakes} - shared
    if len(certain) < len(first.mistakes):
        return tuple(_told(evidence, mistake, first, checks, others) for mistake in certain)
    return tuple(_told_of_two(evidence, first, checks))


def _fails(hypothesis: Hypothesis) -> set[str]:
    return {name for mistake in hypothesis.mistakes for name in mistake.fails}


def _told_of_two(evidence: Evidence, found: Hypothesis, checks: tuple[str, ...]) -> Iterator[Explanation]:
    """Each of two mistakes for the checks that it alone fails; both together where nothing tells them apart.

    Where only one of them has such checks, the other explains the rest.
    """
    one, other = found.mistakes
    missed = [check.id for check in evidence.missed if not checks or check.id in checks]
    own = [name for name in missed if name in one.fails and name not in other.fails]
    others = [name for name in missed if name in other.fails and name not in one.fails]
    rest = [name for name in missed if name not in (*own, *others)]
    if own and others:
        own += rest
    elif own:
        others = rest
    elif others:
        own = rest
    if own and others:
        yield _told(evidence, one, found, tuple(own), set())
        yield _told(evidence, other, found, tuple(others), set())
        return
    told = _told(evidence, one, found, tuple(missed), set())
    yield msgspec.structs.replace(
        told,
        says=f"{one.says} {other.says}",
        hint=f"{one.hint} And then: {other.hint}",
        evidence={**told.evidence, "and": other.id},
    )


def _told(
    evidence: Evidence, mistake: Mistake, found: Hypothesis, checks: tuple[str, ...], others: Iterable[str]
) -> Explanation:
    details: dict[str, object] = {"alike": sorted(others)} if others else {}
    if found.setting:
        details["setting"] = dict(found.setting)
    return Explanation(
        id=mistake.id,
        says=mistake.says,
        hint=mistake.hint,
        catalogue=mistake.catalogue,
        checks=checks,
        confirmed=sum(probe in evidence.observed for probe in found.answers if probe.startswith(FRESH)),
        evidence=details,
    )
