"""Relations between what came and what was expected that tell a mistake of any function: a factor, a shape, a sign.

No mistake needs to be known for them. A relation is spoken only where it holds on every probe inside the usual range
and on every fresh one, with one and the same constant.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from grader.comparison import DTYPE_KINDS, is_numeric
from grader.diagnose.explanation import Explanation
from grader.records.base import Record
from grader.records.observation import Observation, Observations

RTOL, ATOL = 1e-6, 1e-7
FEWEST = 3  # different numbers on which a constant must agree
FEW = 2  # enough where the constant is one that people multiply by, or there is none to be found
NICE = frozenset({"-1", "0.5", "2", "10", "0.1", "100", "0.01", "255", "0.003922"})
DECIMALS = range(1, 5)

Pairs = Sequence[tuple[np.ndarray, np.ndarray]]


class Relation(Record, frozen=True, kw_only=True):
    """A relation; `holds` takes pairs of observed and expected arrays and tells its constant, or an empty text."""

    id: str
    says: str
    hint: str
    holds: Callable[[Pairs], str]


def explain_relation(
    observed: Observations, solution: Observations, probes: Sequence[str], fresh: Sequence[str], item: int
) -> Explanation | None:
    """How one returned value relates to what was expected, on the probes and on the fresh ones; None for nothing."""
    asked = (*probes, *fresh)
    if not probes or not fresh or any(probe not in observed or probe not in solution for probe in asked):
        return None
    if all(_is_nothing(observed[probe]) for probe in asked):
        return _explained(NOTHING, "", len(fresh))
    pairs = [(_array(observed[probe], item), _array(solution[probe], item)) for probe in asked]
    known = [(seen, wanted) for seen, wanted in pairs if seen is not None and wanted is not None]
    if len(known) < len(pairs) or _different(known) < FEW:
        return None
    if all(_is_argument(observed[probe], seen) for probe, (seen, _) in zip(asked, known, strict=True)):
        return _explained(ARGUMENT, "", len(fresh))
    for relation in RELATIONS:
        constant = relation.holds(known)
        if constant and (_different(known) >= FEWEST or constant == STRUCTURE or constant in NICE):
            return _explained(relation, constant, len(fresh))
    return None


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


def _different(pairs: Pairs) -> int:
    """How many different numbers were expected; none where a number is not finite."""
    finite = all(np.isfinite(seen).all() and np.isfinite(want).all() for seen, want in pairs)
    wanted = np.concatenate([wanted.ravel().astype(np.float64) for _, wanted in pairs])
    return len(np.unique(wanted)) if finite else 0


def _near(one: np.ndarray, other: np.ndarray) -> bool:
    a, b = one.astype(np.float64), other.astype(np.float64)
    is_coarse = any(array.dtype.kind == "f" and array.dtype.itemsize <= 4 for array in (one, other))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=10 * RTOL if is_coarse else RTOL, atol=ATOL))


STRUCTURE = "yes"


def _everywhere(relates: Callable[[np.ndarray, np.ndarray], bool]) -> Callable[[Pairs], str]:
    """A relation without a constant."""
    return lambda pairs: STRUCTURE if all(relates(seen, wanted) for seen, wanted in pairs) else ""


def _where_it_shows(relates: Callable[[np.ndarray, np.ndarray], bool]) -> Callable[[Pairs], str]:
    """A relation without a constant that some answers cannot show: these are right."""

    def holds(pairs: Pairs) -> str:
        shown = [relates(seen, wanted) for seen, wanted in pairs]
        rest = [pair for pair, shows in zip(pairs, shown, strict=True) if not shows]
        return STRUCTURE if any(shown) and all(_is_right(seen, wanted) for seen, wanted in rest) else ""

    return holds


def _is_right(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return _near(seen, wanted) and DTYPE_KINDS[seen.dtype.kind] == DTYPE_KINDS[wanted.dtype.kind]


def _has_other_kind(seen: np.ndarray, wanted: np.ndarray) -> bool:
    same = seen.shape == wanted.shape and np.array_equal(seen.astype(np.float64), wanted.astype(np.float64))
    return same and DTYPE_KINDS[seen.dtype.kind] != DTYPE_KINDS[wanted.dtype.kind]


def _is_cut(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.dtype.kind in "iu" and wanted.dtype.kind == "f" and _near(seen, np.trunc(wanted))


def _is_turned(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.ndim == 2 and min(wanted.shape) > 1 and not _near(seen, wanted) and _near(seen, wanted.T)


def _has_other_shape(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.shape != wanted.shape and seen.size == wanted.size and _near(seen.ravel(), wanted.ravel())


def _has_more(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return seen.ndim == wanted.ndim + 1 and len(seen) > 1 and any(_near(part, wanted) for part in seen)


def _is_flipped(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.ndim > 0 and len(wanted) > 1 and _near(seen, np.flip(wanted, axis=-1))


def _is_logarithm(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return bool((wanted > 0).all()) and _near(seen, np.log(wanted.astype(np.float64)))


def _rounded(pairs: Pairs) -> str:
    for decimals in DECIMALS:
        if all(seen.dtype.kind == "f" and _near(seen, np.round(want, decimals)) for seen, want in pairs):
            return str(decimals)
    return ""


def _flat(pairs: Pairs) -> tuple[np.ndarray, np.ndarray] | None:
    """All numbers of pairs of floats of equal shapes."""
    if any(seen.shape != want.shape or want.dtype.kind != "f" for seen, want in pairs):
        return None
    both = (np.concatenate([each[at].ravel().astype(np.float64) for each in pairs]) for at in (0, 1))
    seen, wanted = both
    return seen, wanted


def _factor(pairs: Pairs) -> str:
    """The one factor by which all numbers are off."""
    flat = _flat(pairs)
    if flat is None:
        return ""
    seen, wanted = flat
    largest = int(np.argmax(np.abs(wanted)))
    factor = seen[largest] / wanted[largest] if wanted[largest] else 0.0
    is_one = abs(factor) < 1e-3 or abs(factor - 1) < 1e-3
    return "" if is_one or not np.allclose(seen, factor * wanted, rtol=10 * RTOL, atol=ATOL) else f"{factor:.4g}"


def _offset(pairs: Pairs) -> str:
    """The one number by which all numbers are too large."""
    flat = _flat(pairs) or _whole(pairs)
    if flat is None:
        return ""
    seen, wanted = flat
    offset = float(seen[0] - wanted[0])
    is_none = abs(offset) < 1e-3
    return "" if is_none or not np.allclose(seen, wanted + offset, rtol=RTOL, atol=ATOL) else f"{offset:.4g}"


def _whole(pairs: Pairs) -> tuple[np.ndarray, np.ndarray] | None:
    if any(seen.shape != want.shape or seen.dtype.kind not in "iu" for seen, want in pairs):
        return None
    seen, wanted = (np.concatenate([each[at].ravel().astype(np.float64) for each in pairs]) for at in (0, 1))
    return seen, wanted


def _complement(seen: np.ndarray, wanted: np.ndarray) -> bool:
    return wanted.dtype.kind == "f" and _near(seen, 1.0 - wanted.astype(np.float64))


def _relation(id: str, holds: Callable[[Pairs], str], says: str, hint: str) -> Relation:
    return Relation(id=id, says=says, hint=hint, holds=holds)


NOTHING = _relation(
    "returns_nothing",
    lambda pairs: "",
    "The function returns None.",
    "Your function ends without handing anything back. Which line says what it returns?",
)
ARGUMENT = _relation(
    "hands_back_its_argument",
    lambda pairs: "",
    "An argument comes back as it was given.",
    "Compare what you return with what came in. What has your function done with it?",
)
RELATIONS: Iterable[Relation] = (
    _relation(
        "other_kind_of_number",
        _everywhere(_has_other_kind),
        "The numbers are right, but of another kind of dtype.",
        "The numbers are right. Of which dtype are they, and which was asked for?",
    ),
    _relation(
        "cut_to_integers",
        _everywhere(_is_cut),
        "The numbers are cut to integers.",
        "What does an integer array keep of 0.7?",
    ),
    _relation(
        "transposed",
        _where_it_shows(_is_turned),
        "The numbers are right, but rows and columns are exchanged.",
        "Which axis holds the samples in what you return?",
    ),
    _relation(
        "in_another_shape",
        _where_it_shows(_has_other_shape),
        "The numbers are right, but not in the shape that was asked for.",
        "The numbers are right. Print the shape of what you return, and compare it with the text.",
    ),
    _relation(
        "returns_more_than_asked",
        _everywhere(_has_more),
        "What was asked for comes back among other things.",
        "One value was asked for. How many does your function hand back?",
    ),
    _relation(
        "rounded",
        _rounded,
        "The numbers are rounded to {constant} decimals.",
        "How many digits does your answer have? Return what was computed.",
    ),
    _relation(
        "off_by_a_sign",
        lambda pairs: "-1" if _factor(pairs) == "-1" else "",
        "Every number has the wrong sign.",
        "Compare the sign of one number with one you compute by hand.",
    ),
    _relation(
        "off_by_a_factor",
        _factor,
        "Every number is {constant} times what it should be.",
        "One constant factor is off everywhere. Compute one number by hand: how many times too large is yours?",
    ),
    _relation(
        "complement",
        _everywhere(_complement),
        "Every number is 1 minus what it should be.",
        "Add one of your numbers to the one you compute by hand. What do you get?",
    ),
    _relation(
        "off_by_a_constant",
        _offset,
        "Every number is too large by {constant}.",
        "Compute one number by hand: by how much is yours off, and is it the same for the next?",
    ),
    _relation(
        "logarithm_of_the_answer",
        _everywhere(_is_logarithm),
        "The logarithm of the answer comes back.",
        "On which scale are your numbers?",
    ),
    _relation(
        "in_reversed_order",
        _everywhere(_is_flipped),
        "The numbers come in the reversed order.",
        "The numbers are right. Which of them comes first?",
    ),
)
