"""Named relations that every correct answer fulfils, whatever the reference's numbers are."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np

from grader.comparison import FLOAT32, Tolerance, compare, describe_non_finite, describe_shape
from grader.records.base import Record
from grader.records.observation import Value

Setting = TypeVar("Setting")

SLACK = FLOAT32.atol  # -1e-7 is what a correct loss of a perfect prediction may round to


class Subject(Record, frozen=True, kw_only=True):
    """What a relation looks at: a student's finite, non-empty array and what belongs to it.

    `array` and `other` are the student's own answers to two probes; `inputs` and `other_inputs` are the first
    arguments of the two calls, None where there is none, `arguments` are all of the first call. Which limits are set
    depends on the relation.
    """

    array: np.ndarray
    inputs: np.ndarray | None = None
    other: np.ndarray | None = None
    other_inputs: np.ndarray | None = None
    arguments: tuple[np.ndarray | None, ...] = ()
    bound: float | None = None
    low: float | None = None
    high: float | None = None
    tolerance: Tolerance | None = None


Relation = Callable[[Subject], str | None]  # the sentence of a violation, or None


def finite(subject: Subject) -> str | None:
    """No NaN, no infinity."""
    words = describe_non_finite(subject.array)
    return f"{words}; finite numbers were expected." if words else None


def rows_sum_to_one(subject: Subject) -> str | None:
    """Entries along the last axis are at least 0 and sum to 1 within 1e-5 (float32) or 1e-6 (float64)."""
    array = subject.array
    if array.ndim == 0:
        return "A single number came back where rows of probabilities were expected."
    if (array < 0).any():
        return f"{_count(array < 0)} negative; probabilities are not."
    allowed = 1e-5 if array.dtype.itemsize <= 4 else 1e-6
    sums = np.atleast_1d(array.astype(np.float64).sum(axis=-1))
    wrong = ~(np.abs(sums - 1.0) <= allowed)
    if not wrong.any():
        return None
    first = float(sums[wrong][0])
    if sums.size == 1:
        return f"The values of the row sum to {first:.4g}, not to 1."
    verb = "does" if wrong.sum() == 1 else "do"
    return f"{int(wrong.sum())} of {wrong.size} rows {verb} not sum to 1; the first of them sums to {first:.4g}."


def non_negative(subject: Subject) -> str | None:
    """No entry below 0, but for the rounding of a float32 result."""
    below = subject.array < -SLACK
    return f"{_count(below)} negative." if below.any() else None


def at_least(subject: Subject) -> str | None:
    """Every entry is `bound` or more."""
    wrong = ~(subject.array >= _given(subject.bound))
    return f"{_count(wrong)} below {subject.bound:g}." if wrong.any() else None


def at_most(subject: Subject) -> str | None:
    """Every entry is `bound` or less."""
    wrong = ~(subject.array <= _given(subject.bound))
    return f"{_count(wrong)} above {subject.bound:g}." if wrong.any() else None


def within(subject: Subject) -> str | None:
    """Every entry lies between `low` and `high`, both included."""
    low, high = _given(subject.low), _given(subject.high)
    wrong = ~((subject.array >= low) & (subject.array <= high))
    if not wrong.any():
        return None
    least, most = float(subject.array.min()), float(subject.array.max())
    return f"The values range from {least:.4g} to {most:.4g}; {low:g} to {high:g} was expected."


def same_as(subject: Subject) -> str | None:
    """The array equals the student's own answer to the other probe: an invariance."""
    return _disagreement(subject.array, _given(subject.other), subject.tolerance)


def differs_from(subject: Subject) -> str | None:
    """The array is another one than the student's own answer to the other probe: the function looks at its input."""
    if _disagreement(subject.array, _given(subject.other), subject.tolerance) is None:
        return "The same answer came for two different inputs."
    return None


def varies(subject: Subject) -> str | None:
    """The entries are not all the same."""
    if subject.array.size > 1 and np.ptp(subject.array.astype(np.float64)) <= SLACK:
        return f"All {subject.array.size} values are the same, whatever the input."
    return None


def responds(subject: Subject) -> str | None:
    """The answer was made from the input: no argument handed back, not one number everywhere, another one elsewhere.

    The gate in front of checks that an answer without work could pass by luck: a shape, finiteness, no mutation.
    """
    array = subject.array
    if any(given is not None and _is_copy(array, given) for given in subject.arguments):
        return "The argument itself came back."
    return varies(subject) or differs_from(subject)


def rows_of(subject: Subject) -> str | None:
    """Rows of the answer belong to rows of the input, whatever else is in the batch.

    Wherever a row of `inputs` is also a row of `other_inputs`, bit for bit, the two answers' rows must agree.
    This covers a batch against its single rows, a permuted batch and a repeated one.
    """
    rows, others = _rows(subject.array, subject.inputs), _rows(subject.other, subject.other_inputs)
    if rows is None or others is None:
        return "The answer does not have one row for each row of the input."
    known = dict(others)
    shared = [(row, known[key]) for key, row in rows if key in known]
    if not shared:
        raise ValueError("the two probes share no row of input, so `rows_of` has nothing to compare")
    wrong = sum(_disagreement(row, other, subject.tolerance) is not None for row, other in shared)
    if not wrong:
        return None
    return f"{wrong} of {len(shared)} rows get another answer when the rest of the batch is different."


def integers_in(subject: Subject) -> str | None:
    """Integers from 0 up to, not including, `bound`."""
    if subject.array.dtype.kind not in "iu":
        return f"The values are of dtype {subject.array.dtype.name}; integers were expected."
    top = int(_given(subject.bound)) - 1
    wrong = (subject.array < 0) | (subject.array > top)
    return f"{_count(wrong)} outside 0 to {top}." if wrong.any() else None


def one_hot(subject: Subject) -> str | None:
    """Each row along the last axis holds exactly one 1 and zeros otherwise."""
    array = subject.array
    if array.ndim == 0:
        return "A single number came back where one-hot rows were expected."
    others = ((array != 0) & (array != 1)).any(axis=-1)
    wrong = np.atleast_1d(others | ((array == 1).sum(axis=-1) != 1))
    if not wrong.any():
        return None
    return f"{int(wrong.sum())} of {wrong.size} rows without exactly one 1 among zeros."


PROPERTIES: Mapping[str, Relation] = {
    "finite": finite,
    "rows_sum_to_one": rows_sum_to_one,
    "non_negative": non_negative,
    "at_least": at_least,
    "at_most": at_most,
    "within": within,
    "same_as": same_as,
    "differs_from": differs_from,
    "varies": varies,
    "responds": responds,
    "rows_of": rows_of,
    "integers_in": integers_in,
    "one_hot": one_hot,
}

NEEDS: Mapping[str, tuple[str, ...]] = {
    "at_least": ("bound",),
    "at_most": ("bound",),
    "within": ("low", "high"),
    "same_as": ("other",),
    "differs_from": ("other",),
    "responds": ("other",),
    "rows_of": ("other",),
    "integers_in": ("bound",),
}


def _given(setting: Setting | None) -> Setting:
    if setting is None:
        raise ValueError("a setting that this relation needs was not given")
    return setting


def _count(wrong: np.ndarray) -> str:
    """`3 of 12 values are`."""
    count, size = int(wrong.sum()), int(wrong.size)
    if size == 1:
        return "The value is"
    return f"{count} of {size} values {'is' if count == 1 else 'are'}"


def _is_copy(array: np.ndarray, given: np.ndarray) -> bool:
    return array.shape == given.shape and array.dtype == given.dtype and bool(np.array_equal(array, given))


def _disagreement(array: np.ndarray, other: np.ndarray, tolerance: Tolerance | None) -> str | None:
    """How two answers of the same student differ, without the words of a comparison with a reference."""
    mine, theirs = Value(type_name="ndarray", array=array), Value(type_name="ndarray", array=other)
    difference = compare(mine, theirs, tolerance)
    if difference is None:
        return None
    if difference.what == "shape":
        shapes = f"{describe_shape(array.shape)} and {describe_shape(other.shape)}"
        return f"Two answers that must be equal differ: they are {shapes}."
    count = difference.evidence.get("wrong", array.size)
    return f"Two answers that must be equal differ in {count} of {array.size} values."


def _rows(array: np.ndarray | None, inputs: np.ndarray | None) -> list[tuple[bytes, np.ndarray]] | None:
    """Pairs of an input row's bytes and the answer's row; a vector is a batch of one. None where none fit."""
    if array is None or inputs is None:
        raise ValueError("`rows_of` needs the inputs of both probes")
    if inputs.ndim == 0:
        raise ValueError("`rows_of` needs inputs with rows, a single number was sent")
    if inputs.ndim == 1:
        return [(inputs.tobytes(), array.reshape(-1) if array.ndim == 2 and len(array) == 1 else array)]
    if array.ndim == 0 or len(array) != len(inputs):
        return None
    return [(row.tobytes(), answer) for row, answer in zip(inputs, array, strict=True)]
