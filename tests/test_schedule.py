"""Who is graded first, and how long the rest will take."""

import pytest

from grader.schedule import Forecast, expected_seconds, longest_first


def test_who_took_longest_before_goes_first():
    sizes = {"a": 1, "b": 1, "c": 1}
    expected = expected_seconds(sizes, {"a": 2.0, "b": 9.0, "c": 5.0})
    assert longest_first(sizes, expected) == ["b", "c", "a"]


def test_who_was_never_graded_is_expected_to_take_as_long_as_the_middle_one():
    sizes = {"a": 1, "new": 1, "b": 1, "c": 1}
    expected = expected_seconds(sizes, {"a": 2.0, "b": 9.0, "c": 5.0, "gone": 4.0})
    assert expected == {"a": 2.0, "new": 4.5, "b": 9.0, "c": 5.0}
    assert longest_first(sizes, expected) == ["b", "c", "new", "a"]


def test_without_any_measurement_the_largest_notebook_goes_first():
    sizes = {"b": 10, "a": 10, "large": 99, "small": 1}
    assert expected_seconds(sizes, {}) == {}
    assert longest_first(sizes, {}) == ["large", "a", "b", "small"]


def test_what_waits_is_known_whatever_the_order_in_which_they_begin():
    forecast = Forecast("abc", {"a": 30.0, "b": 20.0, "c": 10.0}, width=4)
    for student, left in (("b", 30.0), ("a", 30.0), ("c", 30.0)):
        forecast.start(student, 0.0)
        assert forecast.left(0.0) == left
    forecast.finish("a", 30.0)
    assert forecast.left(0.0) == 20.0


def test_nothing_can_be_told_before_anything_was_measured():
    forecast = Forecast("abc", {}, width=1)
    assert forecast.left(0.0) is None
    forecast.start("a", 0.0)
    assert forecast.left(3.0) is None
    forecast.finish("a", 4.0)
    assert forecast.left(4.0) == 8.0


def test_earlier_runs_tell_the_time_from_the_beginning():
    assert Forecast("ab", {"a": 30.0, "b": 10.0}, width=1).left(0.0) == 40.0


def test_side_by_side_it_takes_a_part_of_the_time_but_never_less_than_the_longest():
    assert Forecast("abcd", dict.fromkeys("abcd", 10.0), width=2).left(0.0) == 20.0
    assert Forecast("ab", {"a": 30.0, "b": 2.0}, width=2).left(0.0) == 30.0


def test_what_runs_counts_with_what_is_left_of_it():
    forecast = Forecast("ab", {"a": 10.0, "b": 10.0}, width=1)
    forecast.start("a", 100.0)
    assert forecast.left(104.0) == 16.0
    assert forecast.left(150.0) == 10.0, "longer than expected: it may end at any moment"


def test_a_slower_machine_than_before_is_noticed():
    forecast = Forecast("abc", dict.fromkeys("abc", 10.0), width=1)
    forecast.start("a", 0.0)
    forecast.finish("a", 30.0)
    assert forecast.left(30.0) == 60.0


@pytest.mark.parametrize("width", [1, 3])
def test_when_everybody_is_done_nothing_is_left(width):
    forecast = Forecast("a", {"a": 10.0}, width)
    forecast.start("a", 0.0)
    forecast.finish("a", 1.0)
    assert forecast.left(9.0) == 0.0


def test_runs_that_took_no_time_are_no_reason_to_divide_by_zero():
    forecast = Forecast("ab", {"a": 0.0, "b": 0.0}, width=2)
    forecast.start("a", 5.0)
    forecast.finish("a", 5.0)
    assert forecast.left(5.0) == 0.0
