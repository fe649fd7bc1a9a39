"""Points as whole numbers, for formats that know no others: nobody with every point loses one by rounding."""

import math
from collections.abc import Sequence


def apportioned(parts: Sequence[float]) -> list[int]:
    """The parts as whole numbers that add up to their rounded sum (largest remainder; equals keep their order)."""
    floors = [math.floor(part) for part in parts]
    missing = rounded(sum(parts)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda index: floors[index] - parts[index])
    for index in by_remainder[:missing]:
        floors[index] += 1
    return floors


def share(earned: float, possible: float, whole: int) -> int:
    """What `earned` of `possible` is of a whole number: all for all, nothing for nothing, else the nearest."""
    if possible <= 0 or earned <= 0:
        return 0
    return whole if earned >= possible else min(whole, rounded(whole * earned / possible))


def rounded(value: float) -> int:
    """The nearest whole number, a half upwards; sums of decimal points are a little off, hence the margin."""
    return math.floor(value + 0.5 + 1e-9)
