"""Compares two returned values strictly: numeric at all, shape, dtype kind, finiteness, then the numbers."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from grader.records.base import Record
from grader.records.observation import Value

DTYPE_KINDS = {"f": "floating-point numbers", "i": "integers", "u": "integers", "b": "booleans"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # as terminals read it
COARSE_DTYPES = {"float16": "three", "bfloat16": "two"}  # decimal digits these dtypes keep


class Tolerance(Record, frozen=True, kw_only=True):
    """Two numbers agree when they differ by at most `atol + rtol * (the larger magnitude)`."""

    rtol: float
    atol: float


FLOAT32 = Tolerance(rtol=1e-5, atol=1e-6)
FLOAT64 = Tolerance(rtol=1e-6, atol=1e-7)


class Difference(Record, frozen=True, kw_only=True):
    """How two values differ first. `sentence` tells no expected number; `evidence` does, for staff."""

    what: Literal["kind", "shape", "dtype", "finite", "values"]
    sentence: str
    evidence: dict[str, Any]


def tolerance_for(arrays: Iterable[np.ndarray | None]) -> Tolerance:
    """The default for these arrays: that of float32 as soon as one of them holds float32 or less."""
    found = [array.dtype for array in arrays if array is not None]
    return FLOAT32 if any(dtype.kind == "f" and dtype.itemsize <= 4 for dtype in found) else FLOAT64


def compare(observed: Value, expected: Value, tolerance: Tolerance | None = None) -> Difference | None:
    """The first way in which the observed value differs from the expected one, None when they agree.

    Integers and booleans must be equal whatever the tolerance. NaN and infinity agree only with themselves.
    Raises ValueError when the expected value is not numeric: then there is nothing to compare with.
    """
    form = compare_form(observed, expected)
    if form is not None or observed.array is None or expected.array is None:
        return form
    return _compare_finite(observed.array, expected.array) or _compare_numbers(observed, expected, tolerance)


def distance(observed: Value, expected: Value, tolerance: Tolerance) -> float | None:
    """How far two arrays of floats are apart, in units of the tolerance: at most 1 where they agree.

    None where there is nothing to measure: another form, integers, or numbers that are not finite.
    """
    array, wanted = observed.array, expected.array
    if array is None or wanted is None or array.shape != wanted.shape or not array.size:
        return None
    if array.dtype.kind != "f" or wanted.dtype.kind != "f":
        return None
    a, w = array.astype(np.float64), wanted.astype(np.float64)
    with np.errstate(all="ignore"):
        apart = np.abs(a - w) / (tolerance.atol + tolerance.rtol * np.maximum(np.abs(a), np.abs(w)))
    farthest = float(np.max(np.where(a == w, 0.0, apart)))
    return farthest if np.isfinite(farthest) else None


def compare_form(observed: Value, expected: Value, dtype_kind: bool = True) -> Difference | None:
    """The first difference in being numeric, in shape and, unless told otherwise, in dtype kind.

    Raises ValueError when the expected value is not numeric.
    """
    wanted = expected.array
    if wanted is None or not is_numeric(wanted):
        raise ValueError(f"the expected value is not numeric but {expected.type_name or 'missing'}")
    array = observed.array
    if array is None or not is_numeric(array):
        return _not_numeric(observed, wanted)
    if array.shape != wanted.shape:
        return _difference_of("shape", describe_shape(array.shape), describe_shape(wanted.shape))
    came, asked = DTYPE_KINDS[array.dtype.kind], DTYPE_KINDS[wanted.dtype.kind]
    if dtype_kind and came != asked:
        return _difference_of("dtype", f"{came} ({array.dtype.name})", asked)
    return None


def is_numeric(array: np.ndarray) -> bool:
    """Whether the array holds booleans or real numbers of at most 8 bytes, nothing else."""
    return array.dtype.kind in DTYPE_KINDS and array.dtype.itemsize <= 8


def describe_shape(shape: tuple[int, ...]) -> str:
    """`a single number`, or the shape in words."""
    return f"an array of shape {shape}" if shape else "a single number"


def describe_non_finite(array: np.ndarray) -> str:
    """`2 of 12 values are NaN`, for an array of numbers; empty when all are finite."""
    nan, inf = int(np.isnan(array).sum()), int(np.isinf(array).sum())
    words = " or ".join(word for word, count in (("NaN", nan), ("infinite", inf)) if count)
    return f"{_share(nan + inf, array.size)} {words}" if words else ""


def printable(text: str, limit: int = 200) -> str:
    """Foreign text as one line of at most `limit` characters without colours, control or formatting characters."""
    plain = COLOUR.sub("", text[: 4 * limit])
    spaced = "".join(" " if c.isspace() else c for c in plain)
    visible = "".join(c for c in spaced if not unicodedata.category(c).startswith("C"))
    line = " ".join(visible.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def plain_number(number: Any) -> int | float | str | bool:
    """A NumPy scalar as a value JSON knows; NaN and infinities as text."""
    value = number.item() if isinstance(number, (np.generic, np.ndarray)) else number
    if isinstance(value, (bool, int)):
        return value
    return float(value) if np.isfinite(value) else str(float(value))


def _not_numeric(observed: Value, wanted: np.ndarray) -> Difference:
    """What came in place of numbers, in a sentence."""
    name = printable(observed.type_name, 60)
    if observed.type_name == "":
        came = "nothing"
    elif name == "NoneType":
        came = "None (is a `return` missing?)"
    elif name in {"str", "bytes"}:
        came = "text"
    elif observed.dtype:
        came = f"a `{name}` of dtype {printable(observed.dtype, 60)}"
    else:
        came = f"a value of type `{name}`"
    return _difference_of("kind", came, describe_shape(wanted.shape))


def _difference_of(what: Literal["kind", "shape", "dtype"], came: str, asked: str) -> Difference:
    verb = "was" if what != "dtype" else "were"
    sentence = f"{came[0].upper()}{came[1:]} came back where {asked} {verb} expected."
    return Difference(what=what, sentence=sentence, evidence={"observed": came, "expected": asked})


def _finite_pattern(array: np.ndarray) -> np.ndarray:
    """0 where finite, 1 for NaN, 2 and 3 for the infinities; same shape."""
    codes = np.where(np.isnan(array), 1, np.where(np.isposinf(array), 2, 3))
    return np.where(np.isfinite(array), 0, codes)


def _compare_finite(array: np.ndarray, wanted: np.ndarray) -> Difference | None:
    """NaN and infinities must sit exactly where the expected ones do."""
    if array.dtype.kind != "f":
        return None
    wrong = _finite_pattern(array) != _finite_pattern(wanted)
    if not wrong.any():
        return None
    if np.isfinite(wanted).all():
        sentence = f"{describe_non_finite(array)}; finite numbers were expected."
    else:
        sentence = "NaN or infinite values are not where they were expected."
    return Difference(what="finite", sentence=sentence, evidence=_worst(array, wanted, wrong))


def _compare_numbers(observed: Value, expected: Value, tolerance: Tolerance | None) -> Difference | None:
    """Arrays of equal shape, dtype kind and finiteness."""
    array, wanted = observed.array, expected.array
    assert array is not None and wanted is not None and array.shape == wanted.shape
    if array.dtype.kind == "f":
        wrong = ~_is_close(array, wanted, tolerance or tolerance_for((array, wanted)))
    else:
        wrong = _is_unequal(array, wanted)
    if not wrong.any():
        return None
    sentence = _values_sentence(int(wrong.sum()), wrong.size) + _coarse_note(observed)
    return Difference(what="values", sentence=sentence, evidence=_worst(array, wanted, wrong))


def _is_close(array: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """True only where agreement was positively found; infinities and NaN have been matched before."""
    a, w = array.astype(np.float64), wanted.astype(np.float64)
    with np.errstate(all="ignore"):
        bound = tolerance.atol + tolerance.rtol * np.maximum(np.abs(a), np.abs(w))
        near = np.isfinite(a) & np.isfinite(w) & (np.abs(a - w) <= bound)
    return np.asarray(near | ~np.isfinite(wanted))


def _is_unequal(array: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Exact, also between int64 and uint64, which older NumPy compares as rounded float64."""
    if array.dtype.kind == wanted.dtype.kind:
        return np.asarray(array != wanted)
    signed, unsigned = (array, wanted) if array.dtype.kind == "i" else (wanted, array)
    return np.asarray((signed < 0) | (signed.astype(np.uint64) != unsigned.astype(np.uint64)))


def _worst(array: np.ndarray, wanted: np.ndarray, wrong: np.ndarray) -> dict[str, Any]:
    """Evidence: the wrong entry with the largest error."""
    with np.errstate(all="ignore"):
        error = np.abs(array.astype(np.float64) - wanted.astype(np.float64))
    error = np.where(np.isnan(error), np.inf, error)
    flat = int(np.argmax(np.where(wrong, error, -1.0)))
    index = np.unravel_index(flat, array.shape)
    return {
        "index": [int(i) for i in index],
        "observed": plain_number(array[index]),
        "expected": plain_number(wanted[index]),
        "max_abs_error": plain_number(error[index]),
        "wrong": int(wrong.sum()),
        "of": int(wrong.size),
    }


def _share(count: int, size: int) -> str:
    if size == 1:
        return "The value is"
    return f"All {size} values are" if count == size else f"{count} of {size} values {_is(count)}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _values_sentence(count: int, size: int) -> str:
    if size == 1:
        return "The number differs from the expected one."
    if count == size:
        return f"All {size} values differ from the expected ones."
    return f"{count} of {size} values {'differs' if count == 1 else 'differ'} from the expected ones."


def _coarse_note(observed: Value) -> str:
    """A remark where the student's own dtype cannot hold the digits asked for."""
    digits = COARSE_DTYPES.get(observed.dtype)
    return f" ({observed.dtype} keeps only about {digits} digits.)" if digits else ""
