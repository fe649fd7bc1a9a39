"""Tests of the geometry of the pictures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports import charts

floats = st.floats(allow_nan=True, allow_infinity=True)


def test_ticks_are_round_and_enclose_the_values() -> None:
    assert charts.nice_ticks(0.93, 1.0) == pytest.approx([0.92, 0.94, 0.96, 0.98, 1.0])
    assert charts.nice_ticks(469, 2345) == [0, 500, 1000, 1500, 2000, 2500]


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_enclose_any_range_and_are_few(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    ticks = charts.nice_ticks(low, high)
    step = ticks[1] - ticks[0]
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low + step * 1e-6
    assert ticks[-1] >= high - step * 1e-6


@given(st.lists(st.tuples(st.integers(-(2**63), 2**63), floats), max_size=30))
def test_every_point_of_any_curve_lies_within_the_frame(data: list[tuple[int, float]]) -> None:
    drawn = charts.curve(charts.finite_points([s for s, _ in data], [v for _, v in data]))
    points = [] if drawn is None else [*drawn.dots]
    for piece in drawn.pieces if drawn else ():
        points += [tuple(map(float, pair.split(","))) for pair in piece.split()]
    assert all(charts.LEFT <= x <= charts.WIDTH - charts.RIGHT for x, _ in points)
    assert all(charts.TOP <= y <= charts.HEIGHT - charts.BOTTOM for _, y in points)


def test_a_loss_that_became_nan_leaves_a_gap() -> None:
    drawn = charts.curve(charts.finite_points(range(5), [3.0, 2.0, math.nan, 1.0, 0.5]))
    assert drawn is not None
    assert len(drawn.pieces) == 2
    assert (drawn.first, drawn.last) == (3.0, 0.5)


def test_a_curve_without_a_finite_value_is_not_drawn() -> None:
    assert charts.curve(charts.finite_points([1, 2], [math.nan, math.inf])) is None
    assert charts.curve([]) is None


def test_a_lower_loss_is_drawn_lower() -> None:
    drawn = charts.curve(charts.finite_points([1, 2], [2.0, 1.0]))
    assert drawn is not None
    (_, high), (_, low) = drawn.dots
    assert high < low  # SVG counts from the top


def test_a_long_curve_is_thinned_but_keeps_both_ends() -> None:
    drawn = charts.curve(charts.finite_points(range(100_000), [1.0 / (1 + n) for n in range(100_000)]))
    assert drawn is not None
    points = drawn.pieces[0].split()
    assert len(points) <= charts.MOST_POINTS + 1
    assert points[0].startswith(f"{charts.LEFT},")
    assert points[-1].startswith(f"{charts.WIDTH - charts.RIGHT},")


def test_a_single_value_between_gaps_of_a_long_curve_is_a_dot() -> None:
    values = [math.nan] * 30
    values[12] = 1.0
    drawn = charts.curve(charts.finite_points(range(30), values))
    assert drawn is not None
    assert len(drawn.dots) == 1


def test_the_tallest_bar_fills_the_frame_and_an_empty_one_is_flat() -> None:
    empty, half, full = charts.bars([0, 2, 4], ["a", "b", "c"])
    assert (empty.height, half.height, full.height) == (0, 91.0, 182.0)


@pytest.mark.parametrize(
    ("count", "largest", "level"), [(0, 9, 0), (1, 1000, 1), (1000, 1000, 6), (3, 6, 3), (5, 0, 0)]
)
def test_shades_start_at_the_first_image(count: int, largest: int, level: int) -> None:
    assert charts.shade(count, largest) == level
