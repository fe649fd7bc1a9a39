"""Rows of the archive."""

import json
import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import StorageError
from grader.records.run import Run
from grader.store.rows import environment_text, questions_text, row_of, run_of, text

NOW = "2026-11-22T12:00:00.000+00:00"

BARE = {
    "student": "ada",
    "attempt": 1,
    "submission_hash": "1",
    "assignment": "x",
    "assignment_hash": "2",
    "seed": 0,
    "questions": [],
    "environment": dict.fromkeys(("grader", "python", "tensorflow", "keras", "numpy", "platform"), ""),
    "status": "ok",
}


def test_a_run_with_every_field_set_comes_back_equal(full_run):
    unset = [f.name for f in msgspec.structs.fields(Run) if getattr(full_run, f.name) == f.default]
    assert unset == [], "the Run of this test must set every field"
    assert run_of(str(row_of(full_run, NOW)["run"])) == full_run


def test_the_order_of_a_students_functions_is_kept(full_run):
    assert list(run_of(str(row_of(full_run, NOW)["run"])).code) == ["softmax", "build_model"]


def test_the_curve_of_a_diverged_training_comes_back(make_run, full_run):
    training = msgspec.structs.replace(full_run.training, curve_loss=(1.0, math.inf, math.nan))
    restored = run_of(str(row_of(make_run(training=training), NOW)["run"]))
    assert restored.training.curve_loss[:2] == (1.0, math.inf)
    assert math.isnan(restored.training.curve_loss[2])


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(evidence=st.dictionaries(st.text(), plain))
def test_any_plain_evidence_comes_back(evidence):
    check = {"check": "q.c", "question": "q", "verdict": "pass", "reason": "", "evidence": evidence}
    run = msgspec.convert({**BARE, "checks": [check]}, Run)
    assert run_of(str(row_of(run, NOW)["run"])) == run


def test_a_name_that_is_no_utf8_becomes_text_that_sqlite_can_hold():
    assert text("caf\udce9") == "caf\\udce9"
    assert text("café") == "café"


def test_questions_are_a_set_whatever_the_order():
    assert questions_text(("b", "a")) == questions_text(("a", "b")) == '["a","b"]'


def test_environments_that_differ_in_one_field_are_different_columns(full_run):
    other = msgspec.structs.replace(full_run.environment, intra_op_threads=1)
    assert environment_text(other) != environment_text(full_run.environment)


@pytest.mark.parametrize("row", ["", "{", "[]", "{}", json.dumps({**BARE, "status": "fine"})])
def test_a_row_that_is_no_run_is_a_storage_error(row):
    with pytest.raises(StorageError, match="Expected a Run"):
        run_of(row)
