"""Tests of rounding points to whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.whole_points import apportioned, rounded, share

PARTS = st.lists(st.integers(0, 4000).map(lambda n: n / 100), max_size=12)


@given(PARTS)
def test_parts_add_up_to_the_rounded_sum_and_move_by_less_than_one(parts: list[float]) -> None:
    whole = apportioned(parts)
    assert sum(whole) == rounded(sum(parts))
    assert all(abs(after - before) < 1 for after, before in zip(whole, parts, strict=True))


@given(st.lists(st.integers(0, 50), max_size=8))
def test_whole_parts_stay_as_they_are(parts: list[int]) -> None:
    assert apportioned([float(part) for part in parts]) == parts


@given(st.floats(0, 100), st.floats(0.01, 100), st.integers(0, 100))
def test_a_share_is_all_for_all_and_nothing_for_nothing(earned: float, possible: float, whole: int) -> None:
    assert share(possible, possible, whole) == whole
    assert share(0, possible, whole) == 0
    assert 0 <= share(earned, possible, whole) <= whole


def test_a_half_goes_up_although_sums_of_decimals_are_a_little_off() -> None:
    assert rounded(sum([0.1] * 25)) == 3
    assert [rounded(value) for value in (0.5, 1.5, 2.4)] == [1, 2, 2]


def test_equals_are_rounded_in_their_order() -> None:
    assert apportioned([12.5, 7.5]) == [13, 7]
    assert apportioned([]) == []
    assert apportioned([pytest.approx(1 / 3, abs=1e-12).expected] * 3) == [1, 0, 0]
