"""What can be said of checks that no known mistake explains: other orders, refusals, changed arguments, overflow."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from grader.checks import Shape, Unchanged
from grader.diagnose.behaviour import changed_arguments, same_answer, same_value
from grader.diagnose.evidence import Evidence, Facet, agrees, fresh_of
from grader.diagnose.explanation import Explanation
from grader.diagnose.refusals import explain_refusals
from grader.records.assignment import Check
from grader.records.observation import Observation, Value

IN_PLACE = "_in_place"  # how mistakes are called that change an argument
MANY = 2  # returned values
OTHER_ORDER = Explanation(
    id="values_in_another_order",
    says="The right values come back, in another order.",
    hint="The values are right. In which order does the text ask for them?",
)
CHANGED = Explanation(
    id="changes_its_argument",
    says="An argument is not, afterwards, what it was before.",
    hint="Which line of your function writes into an array that was given to it?",
)
PRECISION = Explanation(
    id="of_another_precision",
    says="The numbers are right, but have another number of bits than was asked for.",
    hint="Print the dtype of what you return. How many bits has it, and how many were asked for?",
)
OVERFLOWS = Explanation(
    id="not_finite_at_the_edges",
    says="Inside the usual range the answer is right; at its edges it is NaN or infinite.",
    hint="Which number on the way becomes too large, or a zero that is divided by or taken the logarithm of?",
)


def exchanged(evidence: Evidence, facets: Sequence[Facet]) -> tuple[Explanation, ...]:
    """Where the right values came in another order, whatever they are."""
    count = 1 + max((facet.item or 0) for facet in facets)
    asked = [*evidence.probes, *fresh_of(evidence, evidence.probes)]
    orders = [_order(evidence.observed[p].values, evidence.known.solution[p].values) for p in asked]
    if count < MANY or not orders or not orders[0] or any(order != orders[0] for order in orders):
        return ()
    return (OTHER_ORDER,) if orders[0] != tuple(range(count)) else ()


def _order(seen: Sequence[Value], wanted: Sequence[Value]) -> tuple[int, ...]:
    """Where each value that came belongs; nothing where one belongs nowhere, or two to the same place."""
    places = [[at for at, value in enumerate(wanted) if same_value(one, value)] for one in seen]
    if len(seen) != len(wanted) or any(len(place) != 1 for place in places):
        return ()
    return tuple(place[0] for place in places) if len({place[0] for place in places}) == len(wanted) else ()


def left_over(evidence: Evidence, found: Sequence[Explanation]) -> Iterator[Explanation]:
    """What can be said of checks that nothing explains: refused inputs, changed arguments, overflow at the edges."""
    if any(not explanation.checks for explanation in found):
        return
    told = {name for explanation in found for name in explanation.checks}
    for check in evidence.missed:
        if check.id not in told:
            yield from _left_over(evidence, check)


def _left_over(evidence: Evidence, check: Check) -> Iterator[Explanation]:
    observed, solution = evidence.observed, evidence.known.solution
    asked = [p for p in check.kind.probes() if p in evidence.probes]
    if isinstance(check.kind, Unchanged):
        changed = [p for p in asked if changed_arguments(observed[p])]
        again = fresh_of(evidence, changed)
        if changed and all(changed_arguments(observed[p]) for p in again):
            yield msgspec.structs.replace(_changed(evidence, check), checks=(check.id,), confirmed=len(again))
        return
    item = getattr(check.kind, "item", 0)
    if (
        isinstance(check.kind, Shape)
        and check.kind.dtype
        and all(_is_right(observed[p], solution[p], item) for p in asked)
    ):
        yield msgspec.structs.replace(PRECISION, checks=(check.id,))
        return
    wrong = [p for p in asked if p in solution and not same_answer(observed[p], solution[p], item)]
    refused = [p for p in wrong if not observed[p].has_returned]
    if refused:
        found = explain_refusals(observed, refused, fresh_of(evidence, refused), (check.id,))
        yield from (found,) if found is not None else ()
        return
    is_at_edges = bool(wrong) and set(wrong) <= set(evidence.edges) and _is_right_inside(evidence, item)
    if is_at_edges and all(_overflows(observed[p], solution[p], item) for p in wrong):
        yield msgspec.structs.replace(OVERFLOWS, checks=(check.id,))


def _changed(evidence: Evidence, check: Check) -> Explanation:
    """Under the name of the one mistake that does nothing but change an argument, where there is one alone."""
    named = [m.id for m in evidence.mistakes if m.fails == (check.id,) and m.id.endswith(IN_PLACE)]
    return msgspec.structs.replace(CHANGED, id=named[0]) if len(named) == 1 else CHANGED


def _is_right(seen: Observation, wanted: Observation, item: int) -> bool:
    return seen.has_returned and same_answer(seen, wanted, item)


def _is_right_inside(evidence: Evidence, item: int) -> bool:
    inside = Facet(item=item, probes=tuple(p for p in evidence.probes if p not in evidence.edges))
    return agrees(evidence.observed, evidence.known.solution, inside)


def _overflows(seen: Observation, wanted: Observation, item: int) -> bool:
    """Whether NaN or infinity came where every expected number is finite."""
    arrays = [o.values[item].array if item < len(o.values) else None for o in (seen, wanted)]
    came, asked = (a if a is not None and a.dtype.kind == "f" else None for a in arrays)
    return came is not None and asked is not None and bool(np.isfinite(asked).all() and not np.isfinite(came).all())
