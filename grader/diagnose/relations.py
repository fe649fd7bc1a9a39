"""Relations between what came and what was expected that tell a mistake of any function: a factor, a shape, a sign.

No mistake needs to be known for them. A relation is spoken only where it holds on every probe inside the usual range
and on every fresh one, with one and the same constant.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from grader.comparison import is_numeric
from grader.diagnose.explanation import Explanation
from grader.diagnose.likeness import (
    ARGUMENT,
    BY_COUNT,
    CONSTANT,
    NO_NUMBERS,
    NOT_A_NUMBER,
    NOTHING,
    RELATIONS,
    STRUCTURE,
    Pairs,
    Relation,
)
from grader.diagnose.parts import near
from grader.records.observation import Observation, Observations

FEWEST = 3  # different numbers on which a constant must agree
FEW = 2  # enough where the constant is one that people multiply by, or there is none to be found
NICE = frozenset({"-1", "0.5", "2", "10", "0.1", "100", "0.01", "255", "0.003922"})
FEW_COUNTS = 2  # different numbers of rows on which a factor must follow them


def explain_relation(
    observed: Observations, solution: Observations, probes: Sequence[str], fresh: Sequence[str], item: int
) -> Explanation | None:
    """How one returned value relates to what was expected, on the probes and on the fresh ones; None for nothing."""
    asked = (*probes, *fresh)
    if not probes or not fresh or any(probe not in observed or probe not in solution for probe in asked):
        return None
    if all(_is_nothing(observed[probe]) for probe in asked):
        return _explained(NOTHING, "", len(fresh))
    name = _no_number([observed[probe] for probe in asked], item)
    if name:
        return _explained(NO_NUMBERS, name, len(fresh))
    pairs = [(_array(observed[probe], item), _array(solution[probe], item)) for probe in asked]
    known = [(seen, wanted) for seen, wanted in pairs if seen is not None and wanted is not None]
    if len(known) < len(pairs) or _different(known) < FEW:
        return None
    if all(np.isnan(seen.astype(np.float64)).all() for seen, _ in known):
        return _explained(NOT_A_NUMBER, STRUCTURE, len(fresh))
    if all(_is_argument(observed[probe], seen) for probe, (seen, _) in zip(asked, known, strict=True)):
        return _explained(ARGUMENT, "", len(fresh))
    seen = [observed[probe] for probe in asked]
    found = _in_numbers(seen, known) if all(np.isfinite(came).all() for came, _ in known) else None
    return _explained(*found, len(fresh)) if found is not None else None


def _in_numbers(seen: Sequence[Observation], known: Pairs) -> tuple[Relation, str] | None:
    """The first relation between finite numbers that holds, with its constant."""
    for relation in RELATIONS:
        constant = relation.holds(known)
        if constant and (_different(known) >= FEWEST or constant == STRUCTURE or constant in NICE):
            return relation, constant
    counted = _by_a_count(seen, known)
    if counted is not None:
        return counted, STRUCTURE
    return (CONSTANT, STRUCTURE) if _is_constant(known) else None


def _explained(relation: Relation, constant: str, confirmed: int) -> Explanation:
    return Explanation(
        id=relation.id,
        says=relation.says.format(constant=constant),
        hint=relation.hint,
        confirmed=confirmed,
        evidence={"setting": {"constant": constant}} if "{constant}" in relation.says else {},
    )


def _is_nothing(observation: Observation) -> bool:
    return observation.has_returned and [value.type_name for value in observation.values] == ["NoneType"]


def _is_argument(observation: Observation, seen: np.ndarray) -> bool:
    given = [array for array in observation.arguments_before if array is not None]
    return any(array.dtype == seen.dtype and np.array_equal(array, seen) for array in given)


def _array(observation: Observation, item: int) -> np.ndarray | None:
    array = observation.values[item].array if item < len(observation.values) else None
    return array if array is not None and is_numeric(array) and array.size else None


def _no_number(seen: Sequence[Observation], item: int) -> str:
    """The one type that came in the place of numbers, where that was no array at all."""
    if not all(o.has_returned and item < len(o.values) and o.values[item].array is None for o in seen):
        return ""
    names = {o.values[item].type_name for o in seen}
    return names.pop() if len(names) == 1 and names != {"NoneType"} else ""


def _is_constant(pairs: Pairs) -> bool:
    """Whether one number came everywhere, whatever was expected."""
    return len(np.unique(np.concatenate([seen.ravel().astype(np.float64) for seen, _ in pairs]))) == 1


def _by_a_count(seen: Sequence[Observation], pairs: Pairs) -> Relation | None:
    """The relation to the length of an axis of some argument, which differs between the probes."""
    for relation, factor in BY_COUNT:
        for counts in _counts(seen):
            if len(set(counts)) < FEW_COUNTS or min(counts) < FEW:
                continue
            scaled = [
                (came, wanted.astype(np.float64) * factor(n)) for n, (came, wanted) in zip(counts, pairs, strict=True)
            ]
            if all(came.dtype.kind == "f" and near(came, other.astype(came.dtype)) for came, other in scaled):
                return relation
    return None


def _counts(seen: Sequence[Observation]) -> Iterator[tuple[int, ...]]:
    """The lengths of each axis of each argument, over the probes."""
    for given in zip(*(observation.arguments_before for observation in seen), strict=False):
        arrays = [array for array in given if array is not None]
        if len(arrays) == len(given):
            for axis in range(min(array.ndim for array in arrays)):
                yield tuple(array.shape[axis] for array in arrays)


def _different(pairs: Pairs) -> int:
    """How many different numbers were expected; none where one is not finite."""
    finite = all(np.isfinite(want).all() for _, want in pairs)
    wanted = np.concatenate([wanted.ravel().astype(np.float64) for _, wanted in pairs])
    return len(np.unique(wanted)) if finite else 0
