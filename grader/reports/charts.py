"""Geometry of the pictures: from numbers to coordinates, so that the templates only place them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.records.base import Record

WIDTH, HEIGHT = 420.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 14.0, 34.0  # margins: room for the numbers at the axes
MOST_POINTS = 400  # more than a screen shows of a curve
FEW_POINTS = 15  # up to here each value gets a dot
NARROWEST = 1e-300  # below it a step has no power of ten
UNUSABLE = 1e12  # beyond any loss worth a picture, and far from overflowing


class Tick(Record, frozen=True, kw_only=True):
    """A labelled position on an axis."""

    at: float
    label: str


class Curve(Record, frozen=True, kw_only=True):
    """One curve in a frame of axes. `pieces` are its unbroken parts, as SVG point lists."""

    pieces: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    first: float
    last: float
    rule: float | None = None  # height of a horizontal line: a threshold
    marks: tuple[tuple[float, float], ...] = ()  # what was measured apart from the curve


class Bar(Record, frozen=True, kw_only=True):
    """One bar of a histogram with what stands below and above it."""

    x: float
    y: float
    width: float
    height: float
    below: str
    count: int


class Strip(Record, frozen=True, kw_only=True):
    """Values as dots along one axis, piled where they meet, with a vertical line: a threshold."""

    dots: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    rule: float
    radius: float


def finite_points(steps: Iterable[int], values: Iterable[float]) -> list[tuple[float, float | None]]:
    """Steps with their values, None for a value no picture can show; as long as the shorter of the two."""
    return [
        (float(step), value if math.isfinite(value) and abs(value) <= UNUSABLE else None)
        for step, value in zip(steps, values, strict=False)
        if abs(step) <= UNUSABLE
    ]


def curve(
    data: Sequence[tuple[float, float | None]],
    bounds: tuple[float, float] | None = None,
    rule: float | None = None,
    marks: Sequence[tuple[float, float]] = (),
) -> Curve | None:
    """A curve over steps, within vertical `bounds` where given; None when it has no value to show.

    `marks` are single points in the same frame.
    """
    thinned = _thin(data)
    known = [value for _, value in thinned if value is not None]
    if not known:
        return None
    up = nice_ticks(*(bounds or (min(known), max(known))))
    left, right = _extent([step for step, _ in (*thinned, *marks)])
    across = nice_ticks(left, right, whole=True)
    low, high = (up[0], up[-1])
    placed = [
        None if value is None else (_place_x(step, left, right), _place_y(value, low, high)) for step, value in thinned
    ]
    return Curve(
        pieces=_pieces(placed),
        dots=_dots(placed),
        across=tuple(Tick(at=_place_x(t, left, right), label=number(t)) for t in across if left <= t <= right),
        up=tuple(Tick(at=_place_y(t, low, high), label=number(t)) for t in up),
        first=known[0],
        last=known[-1],
        rule=None if rule is None else _place_y(rule, low, high),
        marks=tuple((_place_x(step, left, right), _place_y(value, low, high)) for step, value in marks),
    )


def bars(counts: Sequence[int], labels: Sequence[str]) -> tuple[Bar, ...]:
    """A histogram as bars over the same frame as a curve; all flat when every count is 0."""
    slot = (WIDTH - LEFT - RIGHT) / len(counts)
    tallest = max(1, *counts)
    return tuple(
        Bar(
            x=round(LEFT + slot * (index + 0.08), 1),
            y=_place_y(count, 0, tallest),
            width=round(slot * 0.84, 1),
            height=round(HEIGHT - BOTTOM - _place_y(count, 0, tallest), 1),
            below=label,
            count=count,
        )
        for index, (count, label) in enumerate(zip(counts, labels, strict=True))
    )


def strip(values: Sequence[float], rule: float) -> Strip:
    """A dot per value, piled up where several fall into one place; the piles shrink to fit."""
    ticks = nice_ticks(min([*values, rule]), max([*values, rule]))
    places = [_place_x(value, ticks[0], ticks[-1]) for value in sorted(values)]
    slots = [round(place / 6) for place in places]
    highest = max(Counter(slots).values(), default=1)
    step = min(7.0, (HEIGHT - TOP - BOTTOM) / highest)
    piles: dict[int, int] = {}
    dots = []
    for slot in slots:
        piles[slot] = piles.get(slot, 0) + 1
        dots.append((round(slot * 6.0, 1), round(HEIGHT - BOTTOM - step * (piles[slot] - 0.5), 1)))
    return Strip(
        dots=tuple(dots),
        across=tuple(Tick(at=_place_x(tick, ticks[0], ticks[-1]), label=number(tick)) for tick in ticks),
        rule=_place_x(rule, ticks[0], ticks[-1]),
        radius=round(min(3.0, max(1.0, step / 2)), 1),
    )


def nice_ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """A few round numbers that enclose `low` to `high`, in steps of 1, 2 or 5 times a power of ten."""
    span = high - low if high - low > NARROWEST else max(abs(high), 1.0)
    step = _round_step(span / 4)
    step = max(1.0, step) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, max(last, first + 1) + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def number(value: float) -> str:
    """A number for an axis: `0.95`, `1200`, `2e+06`."""
    return f"{value + 0.0:.4g}"


def shade(count: int, largest: int, levels: int = 6) -> int:
    """Level of shading from 0 to `levels`; anything above nothing gets at least 1."""
    return 0 if count <= 0 or largest <= 0 else max(1, math.ceil(levels * min(count, largest) / largest))


def _thin(data: Sequence[tuple[float, float | None]]) -> list[tuple[float, float | None]]:
    stride = max(1, math.ceil(len(data) / MOST_POINTS))
    return [point for index, point in enumerate(data) if index % stride == 0 or index == len(data) - 1]


def _extent(steps: Sequence[float]) -> tuple[float, float]:
    left, right = min(steps), max(steps)
    return (left, right) if right > left else (left - 1, right + 1)


def _place_x(step: float, left: float, right: float) -> float:
    return round(LEFT + (step - left) / (right - left) * (WIDTH - LEFT - RIGHT), 1)


def _place_y(value: float, low: float, high: float) -> float:
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def _dots(placed: Sequence[tuple[float, float] | None]) -> tuple[tuple[float, float], ...]:
    """Every point of a short curve; of a long one, those that no line reaches."""
    if len(placed) <= FEW_POINTS:
        return tuple(point for point in placed if point)
    beside = zip([None, *placed], placed, [*placed[1:], None], strict=False)
    return tuple(point for before, point, after in beside if point and not (before or after))


def _pieces(placed: Iterable[tuple[float, float] | None]) -> tuple[str, ...]:
    pieces: list[list[str]] = [[]]
    for point in placed:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{point[0]},{point[1]}")
    return tuple(" ".join(piece) for piece in pieces if len(piece) > 1)
