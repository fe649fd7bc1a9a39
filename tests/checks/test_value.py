"""Returned values against the reference's."""

import numpy as np
import pytest

from grader.checks import Value
from grader.comparison import Tolerance
from grader.records.observation import Observation, Outcome
from grader.records.verdict import Verdict


def test_equal_values_pass(returned):
    finding = Value(probe="p").judge({"p": returned([0.5, 0.5])}, {"p": returned([0.5, 0.5])})
    assert finding.verdict is Verdict.PASS


def test_other_values_fail_with_a_count_for_the_student_and_numbers_for_staff_only(returned):
    finding = Value(probe="p").judge({"p": returned([0.5, 0.25])}, {"p": returned([0.5, 0.75])})
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "1 of 2 values differs from the expected ones."
    assert (finding.evidence["expected"], finding.evidence["index"]) == (0.75, [1])


def test_every_further_probe_must_agree_too(returned):
    check = Value(probe="p", also=("q", "r"))
    expected = {name: returned([1.0], probe=name) for name in "pqr"}
    observed = expected | {"r": returned([float("nan")], probe="r")}
    finding = check.judge(observed, expected)
    assert check.probes() == ("p", "q", "r")
    assert finding.reason == "The value is NaN; finite numbers were expected."
    assert finding.evidence["probe"] == "r"
    assert finding.evidence["differing"] == {"r": "finite"}


def test_an_item_of_several_is_selected_and_named(returned):
    expected = {"p": returned([1.0, 2.0], [0.0, 1.0])}
    observed = {"p": returned([9.0, 9.0], [0.0, 3.0])}
    assert Value(probe="p", item=1).judge(expected, expected).verdict is Verdict.PASS
    finding = Value(probe="p", item=1).judge(observed, expected)
    assert finding.reason == "In the second returned value: 1 of 2 values differs from the expected ones."


def test_a_missing_item_fails(returned):
    expected = {"p": returned([1.0, 2.0], [0.0, 1.0])}
    finding = Value(probe="p", item=1).judge({"p": returned([1.0, 2.0])}, expected)
    assert finding.reason == "Nothing came back where an array of shape (2,) was expected."


def test_float32_inputs_loosen_the_tolerance_of_float64_answers(returned):
    expected = {"p": returned([1.0])}
    near = [1.0 + 8e-6]
    single, double = np.ones(3, "float32"), np.ones(3)
    assert Value(probe="p").judge({"p": returned(near, before=[single])}, expected).verdict is Verdict.PASS
    assert Value(probe="p").judge({"p": returned(near, before=[double])}, expected).verdict is Verdict.FAIL


def test_a_declared_tolerance_is_used(returned):
    check = Value(probe="p", tolerance=Tolerance(rtol=0.0, atol=0.2))
    assert check.judge({"p": returned([1.1])}, {"p": returned([1.0])}).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"p": Observation(probe="p", outcome=Outcome.TIMED_OUT)},
        {"p": Observation(probe="p", outcome=Outcome.RETURNED)},
    ],
    ids=["not asked", "timed out", "no value"],
)
def test_a_reference_without_a_value_is_an_error_of_ours(returned, expected):
    with pytest.raises(LookupError):
        Value(probe="p").judge({"p": returned([1.0])}, expected)


def test_the_evidence_tells_the_largest_error_in_tolerances(returned):
    tolerance = Tolerance(rtol=0.0, atol=0.1)
    check = Value(probe="p", tolerance=tolerance)
    near = check.judge({"p": returned([1.0, 2.05])}, {"p": returned([1.0, 2.0])})
    assert (near.verdict, round(near.evidence["distance"], 6)) == (Verdict.PASS, 0.5)
    far = check.judge({"p": returned([1.3, 2.0])}, {"p": returned([1.0, 2.0])})
    assert (far.verdict, round(far.evidence["distance"], 6)) == (Verdict.FAIL, 3.0)
    assert check.judge({"p": returned([1.0])}, {"p": returned([1.0, 2.0])}).evidence["distance"] is None
