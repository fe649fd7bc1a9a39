"""Arguments before and after a call."""

import numpy as np
import pytest

from grader.checks import Unchanged
from grader.records.verdict import Verdict

BEFORE = np.array([[1.0, np.nan], [3.0, -0.0]])


def judge(observation):
    return Unchanged(probe="p").judge({"p": observation}, {})


def test_equal_bytes_pass_with_nan_among_them(returned):
    assert judge(returned(1.0, before=[BEFORE], after=[BEFORE.copy()])).verdict is Verdict.PASS


def test_the_other_byte_order_is_no_change(returned):
    swapped = BEFORE.astype(">f8")
    assert judge(returned(1.0, before=[BEFORE], after=[swapped])).verdict is Verdict.PASS
    assert judge(returned(1.0, before=[swapped], after=[BEFORE])).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("after", "change"),
    [
        (np.array([[1.0, np.nan], [3.0, 0.0]]), "its values changed"),
        (np.array([[1.0, np.nan], [3.0, 1e-300]]), "its values changed"),
        (BEFORE.reshape(4), "shape (2, 2) became (4,)"),
        (BEFORE.astype("float32"), "dtype float64 became float32"),
    ],
)
def test_any_other_bit_shape_or_dtype_fails(returned, after, change):
    finding = judge(returned(1.0, before=[BEFORE], after=[after]))
    assert finding.verdict is Verdict.FAIL
    assert finding.evidence["change"] == change
    assert finding.reason == ("The function changed its argument in place. The caller still needs it: work on a copy.")


def test_the_changed_one_of_several_arguments_is_named(returned):
    finding = judge(returned(1.0, before=[BEFORE, BEFORE], after=[BEFORE, BEFORE + 1]))
    assert finding.reason.startswith("The function changed its second argument in place.")


def test_arguments_that_are_no_arrays_are_left_out(returned):
    assert judge(returned(1.0, before=[None, BEFORE], after=[None, BEFORE])).verdict is Verdict.PASS
    assert judge(returned(1.0, before=[BEFORE, BEFORE], after=[None, BEFORE])).verdict is Verdict.PASS


@pytest.mark.parametrize("after", [[], [None]])
def test_arguments_that_cannot_be_seen_do_not_pass(returned, after):
    finding = judge(returned(1.0, before=[BEFORE], after=after))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "The arguments could not be looked at after the call."


def test_further_probes_are_looked_at(returned):
    check = Unchanged(probe="p", also=("q",))
    observed = {
        "p": returned(1.0, before=[BEFORE], after=[BEFORE]),
        "q": returned(1.0, probe="q", before=[BEFORE], after=[BEFORE * 2]),
    }
    assert check.judge(observed, {}).evidence["probe"] == "q"
