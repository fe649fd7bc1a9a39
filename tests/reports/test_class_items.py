"""Tests of how checks did in a class."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_class import ERROR, FAIL, PASS, PASSED, made_class, made_run

from grader.reports.class_items import alarms, correlation, pass_rates


def runs(*patterns: str) -> list:
    """One run per word of seven letters: p passed, f failed, e grader error."""
    verdicts = {"p": PASS, "f": FAIL, "e": ERROR}
    return [made_run(f"s{n}", tuple((verdicts[c], "", "") for c in word)) for n, word in enumerate(patterns)]


def test_passing_that_goes_with_the_rest_discriminates_fully() -> None:
    rate = next(r for r in pass_rates(made_class(*runs("ppppppp", "ppppppp", "fffffff", "fffffff"))) if r.passed)
    assert rate.discrimination == pytest.approx(1)


def test_a_check_the_better_students_fail_has_a_negative_discrimination() -> None:
    rates = {r.id: r for r in pass_rates(made_class(*runs("fpppppp", "fpppppp", "pffffff", "pffffff")))}
    assert rates["softmax.shape"].discrimination == pytest.approx(-1)


def test_nobody_differs_so_nothing_discriminates() -> None:
    rates = pass_rates(made_class(*(made_run(f"s{n}", PASSED) for n in range(5))))
    assert {rate.discrimination for rate in rates} == {None}


def test_runs_the_grader_failed_in_are_not_counted_for_the_check() -> None:
    rates = {r.id: r for r in pass_rates(made_class(*runs("epppppp", "epppppp", "epppppp", "pfffpff")))}
    assert rates["softmax.shape"].discrimination is None


def test_a_small_class_raises_no_alarm() -> None:
    assert alarms(made_class(*runs(*["fpppppp"] * 5))) == []
    assert [alarm.id for alarm in alarms(made_class(*runs(*["fpppppp"] * 6)))] == ["softmax.shape"]


def test_a_hard_check_that_the_best_pass_raises_no_alarm() -> None:
    assert alarms(made_class(*runs(*["ppppppp"] * 3, *["fpppfff"] * 9))) == []


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), max_size=30))
def test_a_correlation_is_within_its_bounds_and_symmetric(pairs) -> None:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    found = correlation(left, right)
    if found is not None:
        assert -1 <= found <= 1
        assert math.isclose(found, correlation(right, left), abs_tol=1e-9)
