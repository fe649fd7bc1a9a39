"""Shape and dtype kind without the numbers."""

import msgspec
import numpy as np

from grader.checks import Shape
from grader.records.verdict import Verdict


def test_other_numbers_of_the_same_form_pass(returned):
    finding = Shape(probe="p").judge({"p": returned(np.ones((3, 4)))}, {"p": returned(np.zeros((3, 4)))})
    assert (finding.verdict, finding.reason) == (Verdict.PASS, "Shape and dtype are as expected.")


def test_not_even_nan_is_looked_at(returned):
    observed = {"p": returned(np.full((3, 4), np.nan))}
    assert Shape(probe="p").judge(observed, {"p": returned(np.zeros((3, 4)))}).verdict is Verdict.PASS


def test_another_shape_fails_with_both(returned):
    finding = Shape(probe="p").judge({"p": returned(np.ones((4, 3)))}, {"p": returned(np.zeros((3, 4)))})
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "An array of shape (4, 3) came back where an array of shape (3, 4) was expected."


def test_the_dtype_kind_counts_unless_it_is_turned_off(returned):
    observed, expected = {"p": returned([1, 2])}, {"p": returned([1.0, 2.0])}
    assert Shape(probe="p").judge(observed, expected).evidence["what"] == "dtype"
    assert Shape(probe="p", dtype_kind=False).judge(observed, expected).reason == "The shape is as expected."


def test_further_probes_and_items_are_looked_at(returned):
    expected = {"p": returned(1.0, [1.0]), "q": returned(1.0, [1.0], probe="q")}
    observed = expected | {"q": returned(1.0, None, probe="q")}
    finding = Shape(probe="p", item=1, also=("q",)).judge(observed, expected)
    assert finding.evidence["probe"] == "q"
    assert finding.reason.startswith("In the second returned value: None (is a `return` missing?)")


def test_with_another_probe_the_answer_must_be_made_from_the_input(returned):
    check = Shape(probe="p", other="q")
    assert check.probes() == ("p", "q")
    given = np.array([[1.0, 2.0], [3.0, 4.0]])
    expected = {"p": returned(given / 4)}

    def reason(answer, other):
        return check.judge({"p": returned(answer, before=[given]), "q": returned(other, probe="q")}, expected).reason

    assert reason(given / 3, [1.0, 2.0]) == "Shape and dtype are as expected."
    assert reason(given * np.nan, [1.0, 2.0]) == "Shape and dtype are as expected."  # wrong, but computed
    assert reason(given / 3, None) == "Shape and dtype are as expected."
    assert reason(given.copy(), [1.0, 2.0]) == "The argument itself came back."
    assert reason(np.zeros((2, 2)), [0.0, 0.0]) == "All 4 values are the same, whatever the input."
    assert reason(given / 3, given / 3) == "The same answer came for two different inputs."


def test_the_exact_dtype_counts_where_it_is_asked_for_and_lists_have_none(returned):
    check, expected = Shape(probe="p", dtype="float32"), {"p": returned(np.ones(2, "float32"))}
    finding = check.judge({"p": returned(np.ones(2))}, expected)
    assert (finding.verdict, finding.reason) == (Verdict.FAIL, "float64 came back, not float32.")
    assert check.judge(expected, expected).verdict is Verdict.PASS
    plain = msgspec.structs.replace(returned(np.ones(2)).values[0], type_name="list")
    observed = msgspec.structs.replace(returned(np.ones(2)), values=(plain,))
    assert check.judge({"p": observed}, expected).verdict is Verdict.PASS
