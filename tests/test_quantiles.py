"""Student's t against printed tables and against closed forms."""

import math

import pytest

from grader.quantiles import incomplete_beta, quantile, tail


@pytest.mark.parametrize(
    ("alpha", "freedom", "printed"),
    [
        (0.05, 1, 6.314),
        (0.05, 5, 2.015),
        (0.025, 10, 2.228),
        (0.01, 20, 2.528),
        (0.005, 30, 2.750),
        (0.0005, 4, 8.610),
        (0.05, 1000, 1.646),
    ],
)
def test_quantiles_are_those_of_the_printed_tables(alpha, freedom, printed):
    assert quantile(alpha, freedom) == pytest.approx(printed, abs=6e-4)


@pytest.mark.parametrize("t", [0.0, 0.3, 1.0, 2.5, 40.0, -1.7])
def test_one_and_two_degrees_of_freedom_have_closed_forms(t):
    assert tail(t, 1) == pytest.approx(0.5 - math.atan(t) / math.pi, rel=1e-10)
    assert tail(t, 2) == pytest.approx(0.5 - t / (2 * math.sqrt(2 + t * t)), rel=1e-9)


def test_with_many_degrees_of_freedom_it_is_the_normal_distribution():
    assert tail(3.0, 1e7) == pytest.approx(math.erfc(3 / math.sqrt(2)) / 2, rel=1e-4)


@pytest.mark.parametrize("alpha", [0.5, 0.0464, 1e-4, 1e-12])
@pytest.mark.parametrize("freedom", [1, 4, 44])
def test_a_quantile_has_the_tail_it_was_asked_for(alpha, freedom):
    assert tail(quantile(alpha, freedom), freedom) == pytest.approx(alpha, rel=1e-6)


def test_the_factors_of_the_research_table_are_found_again():
    # k = t(1 - alpha, n - 1) * sqrt(1 + 1/n) for n = 12 and n = 5, one attempt and three
    assert quantile(1e-4, 11) * math.sqrt(1 + 1 / 12) == pytest.approx(5.7, abs=0.06)
    assert quantile(1e-4 ** (1 / 3), 4) * math.sqrt(1 + 1 / 5) == pytest.approx(2.4, abs=0.06)


def test_the_incomplete_beta_function_ends_at_zero_and_one():
    assert (incomplete_beta(0.0, 2, 3), incomplete_beta(1.0, 2, 3)) == (0.0, 1.0)
    assert incomplete_beta(0.4, 1, 1) == pytest.approx(0.4)
    assert incomplete_beta(0.3, 2, 3) == pytest.approx(1 - incomplete_beta(0.7, 3, 2))
