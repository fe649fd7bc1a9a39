"""Dropout rates counted from simulated outputs of a network with corner weights."""

import math

import numpy as np
import pytest

from grader.checks import DropoutRate
from grader.checks.dropout import SPREAD_ERROR, count_kept
from grader.records.verdict import Verdict

ROWS, UNITS, SCALE, CLASSES = 4000, 8, 2.0, 10


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).astype(np.float32)


def outputs(rate, seed=0, unit=1.0, is_inverted=True, scale=SCALE):
    """Softmax outputs (ROWS, CLASSES) of hidden units equal to `unit`, each dropped with probability `rate`."""
    mask = np.random.default_rng(seed).random((ROWS, UNITS)) >= rate
    hidden = unit * mask / (1.0 - rate if is_inverted else 1.0)
    return from_hidden(hidden, scale)


def from_hidden(hidden, scale=SCALE):
    logits = np.zeros((len(hidden), CLASSES), np.float32)
    logits[:, 0] = hidden.sum(axis=1) * scale / UNITS
    return softmax(logits)


@pytest.fixture
def judge(returned):
    def run(array, rate=0.2, scale=SCALE):
        check = DropoutRate(probe="p", rate=rate, units=UNITS, scale=scale)
        return check.judge({"p": returned(array)}, {})

    return run


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("scale", [1.0, 2.0, 4.0])
def test_every_rate_is_recognised_as_itself(judge, rate, scale):
    for seed in range(5):
        finding = judge(outputs(rate, seed, scale=scale), rate, scale)
        assert finding.verdict is Verdict.PASS
        assert abs(finding.evidence["rate"] - rate) <= 0.02
        assert sum(finding.evidence["kept_counts"]) == ROWS


@pytest.mark.parametrize("rate", [0.1, 0.15, 0.25, 0.3, 0.5, 0.9])
def test_another_rate_than_the_one_asked_for_fails_with_both(judge, rate):
    finding = judge(outputs(rate))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason.startswith(f"A dropout rate of {finding.evidence['rate']:.2f} was observed, 0.20 was")


def test_the_part_kept_given_as_the_rate_is_told_apart(judge):
    finding = judge(outputs(0.8, seed=3))
    assert finding.reason == (
        "A dropout rate of 0.80 was observed, 0.20 was asked for (the rate is the part that is dropped)."
    )


@pytest.mark.parametrize("unit", [0.5, math.tanh(1.0), 1 / (1 + math.exp(-1.0)), 1.7])
@pytest.mark.parametrize("is_inverted", [True, False])
def test_neither_activation_nor_scaling_of_kept_units_changes_the_rate(judge, unit, is_inverted):
    assert judge(outputs(0.2, unit=unit, is_inverted=is_inverted)).verdict is Verdict.PASS


def binomial_log_probabilities(n, p):
    """log P(m) for m in 0..n."""
    m = np.arange(n + 1)
    factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    return factorial[n] - factorial[m] - factorial[n - m] + m * math.log(p) + (n - m) * math.log(1 - p)


def probability_of_passing(rate, asked=0.2):
    """Exact: the estimate is one minus a binomial share of all units of all rows."""
    n = ROWS * UNITS
    is_passed = (
        np.abs(1.0 - np.arange(n + 1) / n - asked)
        <= DropoutRate(probe="p", rate=asked, units=UNITS, scale=SCALE).tolerance
    )
    chances = np.exp(binomial_log_probabilities(n, 1 - rate))
    return float(chances[is_passed].sum()), float(chances[~is_passed].sum())


@pytest.mark.parametrize("rate", [0.1, 0.2, 0.25, 0.5, 0.8])
def test_a_correct_rate_fails_less_than_once_in_a_billion_times(rate):
    assert probability_of_passing(rate, asked=rate)[1] < 1e-9


@pytest.mark.parametrize("rate", [0.1, 0.15, 0.25])
def test_a_neighbouring_rate_passes_less_than_once_in_a_billion_times(rate):
    assert probability_of_passing(rate)[0] < 1e-9


@pytest.mark.parametrize("rate", [0.1, 0.2, 0.5, 0.9])
def test_the_spread_of_true_dropout_stays_far_inside_what_is_allowed(rate):
    random = np.random.default_rng(7)
    kept = random.binomial(UNITS, 1 - rate, size=(1000, ROWS))
    share = kept.mean(axis=1) / UNITS
    errors = kept.var(axis=1) / (UNITS * share * (1 - share)) - 1
    assert np.abs(errors).max() < SPREAD_ERROR / 2


def test_the_number_of_kept_units_of_each_row_is_found_exactly():
    random = np.random.default_rng(1)
    kept = random.binomial(UNITS, 0.8, ROWS)
    hidden = (np.arange(UNITS) < kept[:, None]) / 0.8
    assert count_kept(from_hidden(hidden), UNITS, SCALE).counts == tuple(np.bincount(kept, minlength=9))


def test_without_dropout_equal_images_get_equal_outputs(judge):
    finding = judge(from_hidden(np.ones((ROWS, UNITS))))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == ("No dropout is active on the hidden units in training: equal images get equal outputs.")


def test_rounding_differences_between_rows_are_no_dropout(judge):
    noise = 1 + 1e-7 * np.random.default_rng(0).normal(size=(ROWS, UNITS))
    assert judge(from_hidden(noise)).reason.startswith("No dropout is active")


def test_dropping_everything_is_named(judge):
    reason = judge(from_hidden(np.zeros((ROWS, UNITS)))).reason
    assert reason == "In training no hidden unit reaches the output layer: everything is dropped."


def test_dropout_after_the_output_layer_is_named(judge):
    random = np.random.default_rng(0)
    p = from_hidden(np.ones((ROWS, UNITS)))
    assert judge(p * (random.random(p.shape) >= 0.2) / 0.8).reason == (
        "Outputs are zero at random in training: there is dropout after the output layer."
    )


def test_dropout_of_the_logits_is_not_mistaken_for_dropout_of_the_units(judge):
    random = np.random.default_rng(0)
    logits = np.zeros((ROWS, CLASSES), np.float32)
    logits[:, 0] = SCALE * (random.random(ROWS) >= 0.2) / 0.8
    assert judge(softmax(logits)).reason == (
        "In training, hidden units are not dropped one by one: is the dropout right after them?"
    )


def test_dropping_all_units_of_an_image_together_is_no_dropout_of_units(judge):
    mask = np.random.default_rng(0).random((ROWS, 1)) >= 0.2
    assert "not dropped one by one" in judge(from_hidden(np.ones((ROWS, UNITS)) * mask / 0.8)).reason


def test_gaussian_noise_of_the_same_variance_is_not_dropout(judge):
    noise = np.random.default_rng(0).normal(1.0, math.sqrt(0.2 / 0.8), (ROWS, UNITS))
    assert judge(from_hidden(noise)).reason == (
        "The hidden units are changed at random in training, but not dropped as Dropout does."
    )


def test_amounts_that_are_no_multiples_of_one_step_are_not_dropout(judge):
    reaching = np.random.default_rng(0).choice([3.0, 4.0, 5.5], ROWS)
    hidden = np.repeat(reaching[:, None] / UNITS, UNITS, axis=1)
    assert "not dropped as Dropout does" in judge(from_hidden(hidden)).reason


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_outputs_that_are_not_finite_are_named(judge, number):
    p = outputs(0.2)
    p[5, 3] = number
    reason = judge(p).reason
    assert reason.startswith("The model's outputs are not finite in training: 1 of 40000 values is")


def test_logits_in_place_of_probabilities_are_named(judge):
    logits = np.zeros((ROWS, CLASSES), np.float32)
    logits[:, 0] = np.random.default_rng(0).binomial(8, 0.8, ROWS)
    assert judge(logits).reason == (
        "The outputs are no probabilities that sum to 1, so the dropout could not be measured."
    )


def test_outputs_beyond_the_range_of_float32_are_left_out_or_named(judge):
    sure = np.zeros((ROWS, CLASSES), np.float32)
    sure[:, 0] = 1.0
    assert "too extreme" in judge(sure).reason
    some = outputs(0.2)
    some[:100] = sure[:100]
    assert judge(some).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "array",
    [None, "x", 0.5, np.ones(ROWS), np.full((50, 10), 0.1), np.ones((ROWS, 1)), np.zeros((0, 10))],
    ids=["None", "text", "number", "vector", "few rows", "one class", "empty"],
)
def test_what_is_no_batch_of_probabilities_fails(judge, array):
    assert judge(array).verdict is Verdict.FAIL


def test_of_logits_the_rate_is_measured_alike(returned):
    kept = np.random.default_rng(3).binomial(8, 0.8, size=4000)
    logits = np.zeros((4000, 10), "float32")
    logits[:, 0] = kept * SCALE / 8 / 0.8
    check = DropoutRate(probe="p", rate=0.2, units=8, scale=SCALE, of_logits=True)
    assert check.judge({"p": returned(logits - 3)}, {}).verdict is Verdict.PASS
    assert check.judge({"p": returned(softmax(logits))}, {}).verdict is Verdict.PASS
    assert check.judge({"p": returned(logits * np.nan)}, {}).verdict is Verdict.FAIL
