"""When two observations show the same behaviour, and a name for behaviours that nobody has named."""

import hashlib
from collections.abc import Iterable

import numpy as np

from grader.comparison import DTYPE_KINDS, compare, is_numeric
from grader.records.observation import Observation, Observations, Outcome, Value

# One cause, said by Python, NumPy and TensorFlow in their own words: an argument of a form that does not fit.
SAME_ERRORS = dict.fromkeys(("InvalidArgumentError", "AxisError", "IndexError", "TypeError"), "ValueError")
NOISE = 1e-5  # of the largest number
DIGITS = 4  # significant ones, by which the behaviours of a class are held against each other


def same_answer(one: Observation, other: Observation, item: int = 0) -> bool:
    """Whether two observations of a probe agree in outcome, form, NaN pattern and numbers of one returned value."""
    if one.has_returned and other.has_returned:
        if len(one.values) != len(other.values):
            return False
        return item >= len(one.values) or same_value(one.values[item], other.values[item])
    return one.outcome is other.outcome is Outcome.RAISED and error_of(one) == error_of(other) != ""


def error_of(observation: Observation) -> str:
    """The exception's name; empty where what raised was not the function's own code."""
    if observation.wrong_arity or observation.error_name in ("WrongCount", "NotAModel", "OtherWeights"):
        return ""
    return SAME_ERRORS.get(observation.error_name, observation.error_name)


def same_value(one: Value, other: Value) -> bool:
    """Equal as a check would find them; what is not numeric is equal by its type."""
    if other.array is None or not is_numeric(other.array):
        return one.array is None and other.array is None and one.type_name == other.type_name
    return compare(one, other) is None or _is_float32_noise(one.array, other.array)


def _is_float32_noise(one: np.ndarray | None, other: np.ndarray) -> bool:
    """Whether two float32 arrays differ by what the order of summing does to the largest of their numbers."""
    if one is None or one.dtype != np.float32 or other.dtype != np.float32 or one.shape != other.shape:
        return False
    if not one.size or not (np.isfinite(one).all() and np.isfinite(other).all()):
        return False
    return bool(np.max(np.abs(one - other)) <= NOISE * np.max(np.abs(other)))


def same_arguments(one: Observation, other: Observation) -> bool:
    """Whether both left the same arguments changed, and in the same way."""
    changed, others = changed_arguments(one), changed_arguments(other)
    return changed.keys() == others.keys() and all(
        same_value(_as_value(changed[at]), _as_value(others[at])) for at in changed
    )


def changed_arguments(observation: Observation) -> dict[int, np.ndarray]:
    """What became of the arguments that are not, bit for bit, what was sent."""
    pairs = enumerate(zip(observation.arguments_before, observation.arguments_after, strict=False))
    return {
        at: after
        for at, (before, after) in pairs
        if before is not None and after is not None and not _is_untouched(before, after)
    }


def has_numbers(observation: Observation) -> bool:
    """Whether a finite number came back: without one, agreement says little."""
    arrays = [value.array for value in observation.values if value.array is not None and is_numeric(value.array)]
    return any(array.size and bool(np.isfinite(array).any()) for array in arrays)


def fingerprint(observations: Observations, probes: Iterable[str]) -> str:
    """A name for what these probes showed, equal where the numbers agree to a few digits; empty for no answer."""
    shown = [observations[probe] for probe in probes if probe in observations]
    if not any(has_numbers(observation) for observation in shown):
        return ""
    digest = hashlib.sha256()
    for observation in shown:
        digest.update(f"{observation.probe}|{observation.outcome}|{error_of(observation)}".encode())
        digest.update(f"|{sorted(changed_arguments(observation))}".encode())
        for value in observation.values:
            digest.update(_rounded(value))
    return digest.hexdigest()[:12]


def _rounded(value: Value) -> bytes:
    if value.array is None or not is_numeric(value.array):
        return value.type_name.encode()
    numbers = np.atleast_1d(value.array.astype(np.float64)).ravel()[:4096]
    words = " ".join("0" if abs(number) < 1e-9 else f"{number:.{DIGITS}g}" for number in numbers)
    return f"{DTYPE_KINDS[value.array.dtype.kind]}{value.array.shape}{words}".encode()


def _as_value(array: np.ndarray) -> Value:
    return Value(type_name="ndarray", dtype=array.dtype.name, array=array)


def _is_untouched(before: np.ndarray, after: np.ndarray) -> bool:
    return (
        before.shape == after.shape
        and before.dtype.kind == after.dtype.kind
        and np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    )
