"""What a function of a student answered, beside what is known, in facets.

An answer has facets: each returned value inside the usual range and at its edges, and what became of the arguments.
"""

from collections.abc import Iterable

from grader.diagnose.behaviour import same_answer, same_arguments
from grader.diagnose.hypotheses import Hypotheses
from grader.records.assignment import Check
from grader.records.base import Record
from grader.records.mistake import Mistake
from grader.records.observation import Observations

FRESH = "fresh/"


class Facet(Record, frozen=True, kw_only=True):
    """One returned value (`item`) on some of a question's probes, or, with `item` None, their arguments."""

    item: int | None
    probes: tuple[str, ...]
    is_edge: bool = False


class Evidence(Record, frozen=True, kw_only=True):
    """One question of one student beside everything that is known: the failed checks decide what is to be explained."""

    observed: Observations
    known: Hypotheses
    probes: tuple[str, ...]
    edges: tuple[str, ...]
    missed: tuple[Check, ...]
    mistakes: tuple[Mistake, ...] = ()  # all that the catalogue knows of the function, whatever they did


def facets_of(evidence: Evidence) -> tuple[Facet, ...]:
    """All facets of the question; each probe's answer is in one per returned value."""
    counts = [len(observation.values) for observation in evidence.known.solution.values()]
    inside = tuple(probe for probe in evidence.probes if probe not in evidence.edges)
    edges = tuple(probe for probe in evidence.probes if probe in evidence.edges)
    values = [
        Facet(item=item, probes=probes, is_edge=probes is edges)
        for item in range(max(counts, default=1))
        for probes in (inside, edges)
        if probes
    ]
    return (*values, Facet(item=None, probes=evidence.probes))


def agrees(one: Observations, other: Observations, facet: Facet) -> bool:
    """Whether two sets of answers show the same in a facet; a probe that either lacks is a difference."""
    for probe in facet.probes:
        if probe not in one or probe not in other:
            return False
        if facet.item is None:
            if not same_arguments(one[probe], other[probe]):
                return False
        elif not same_answer(one[probe], other[probe], facet.item):
            return False
    return True


def fresh_facet(facet: Facet) -> Facet:
    """The same facet of the probes drawn anew."""
    return Facet(item=facet.item, probes=tuple(FRESH + probe for probe in facet.probes), is_edge=facet.is_edge)


def fresh_of(evidence: Evidence, probes: Iterable[str]) -> list[str]:
    """Those of the probes drawn anew that were answered."""
    return [FRESH + p for p in probes if FRESH + p in evidence.observed and FRESH + p in evidence.known.solution]
