"""Says of an array what became of the expected one: a part of it, a sum over an axis, other places, a function."""

from collections.abc import Callable, Iterator

import numpy as np

Array = np.ndarray
Relates = Callable[[Array, Array], bool]
RTOL, ATOL, COARSE = 1e-6, 1e-7, 1e-5
MOST_AXES = 3


def near(one: Array, other: Array) -> bool:
    """Whether two arrays have one shape and, up to rounding, the same numbers; NaN agrees with nothing."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    is_coarse = any(array.dtype.kind == "f" and array.dtype.itemsize <= 4 for array in (one, other))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=COARSE if is_coarse else RTOL, atol=ATOL))


def _shows(seen: Array, wanted: Array, other: Array) -> bool:
    """Whether what came is another array than the expected one."""
    return near(seen, other) and not near(seen, wanted)


def reduced_by(reduce: Callable[..., Array]) -> Relates:
    """Whether an axis, or all of them, was reduced, its place kept or not."""

    def relates(seen: Array, wanted: Array) -> bool:
        return wanted.size > 1 and seen.size < wanted.size and any(near(seen, way) for way in ways(wanted))

    def ways(wanted: Array) -> Iterator[Array]:
        exact = wanted.astype(np.float64)
        for axis in (None, *range(min(wanted.ndim, MOST_AXES))):
            for keeps in (False, True):
                yield np.asarray(reduce(exact, axis=axis, keepdims=keeps), dtype=_kind_of(wanted))

    return relates


def _kind_of(wanted: Array) -> type:
    return np.float32 if wanted.dtype.kind == "f" and wanted.dtype.itemsize <= 4 else np.float64


def changed_by(function: Callable[[Array], Array]) -> Relates:
    """Whether every number became a function of the expected one."""

    def relates(seen: Array, wanted: Array) -> bool:
        if wanted.dtype.kind not in "fiu":
            return False
        with np.errstate(all="ignore"):
            other = function(wanted.astype(np.float64))
        return bool(np.isfinite(other).all()) and _shows(seen, wanted, other.astype(_kind_of(wanted)))

    return relates


def is_first(seen: Array, wanted: Array) -> bool:
    """Whether only the first of several parts came."""
    return wanted.ndim > 0 and len(wanted) > 1 and (near(seen, wanted[0]) or near(seen, wanted[:1]))


def is_last(seen: Array, wanted: Array) -> bool:
    """Whether only the last of several parts came."""
    return wanted.ndim > 0 and len(wanted) > 1 and (near(seen, wanted[-1]) or near(seen, wanted[-1:]))


def lacks_last(seen: Array, wanted: Array) -> bool:
    """Whether the last of more than two parts is missing."""
    return wanted.ndim > 0 and len(wanted) > 2 and near(seen, wanted[:-1])


def lacks_first(seen: Array, wanted: Array) -> bool:
    """Whether the first of more than two parts is missing."""
    return wanted.ndim > 0 and len(wanted) > 2 and near(seen, wanted[1:])


def is_moved(seen: Array, wanted: Array) -> bool:
    """Whether all parts moved by one place along some axis."""
    axes = range(min(wanted.ndim, MOST_AXES))
    return any(wanted.shape[a] > 2 and _shows(seen, wanted, np.roll(wanted, by, a)) for a in axes for by in (1, -1))


def is_sorted(seen: Array, wanted: Array) -> bool:
    """Whether the right numbers came in ascending order."""
    return wanted.ndim > 0 and wanted.size > 2 and _shows(seen, wanted, np.sort(wanted, axis=-1))


def adds_up(seen: Array, wanted: Array) -> bool:
    """Whether every number is the sum of all up to it."""
    axes = range(min(wanted.ndim, MOST_AXES))
    return any(_shows(seen, wanted, np.cumsum(wanted, axis=a, dtype=_kind_of(wanted))) for a in axes)


def is_inverted(seen: Array, wanted: Array) -> bool:
    """Whether True and False are exchanged."""
    both = seen.dtype.kind == wanted.dtype.kind == "b" and seen.shape == wanted.shape
    return both and bool((seen == ~wanted).all())


def below_zero_lost(seen: Array, wanted: Array) -> bool:
    """Whether what was negative became 0."""
    return bool((wanted < 0).any()) and _shows(seen, wanted, np.maximum(wanted, 0))


def above_one_lost(seen: Array, wanted: Array) -> bool:
    """Whether what was larger than 1 became 1."""
    return bool((wanted > 1).any()) and wanted.dtype.kind == "f" and _shows(seen, wanted, np.minimum(wanted, 1))
