"""Tests of the list of marks before and after a policy."""

import csv
import io

import msgspec
from any_class import FEW, any_class
from hypothesis import given
from sample_class import FORMULA, made_class, perfect_run, small_class

from grader.records.results import PolicyEffect, Results
from grader.reports.policy_csv import COLUMNS, render_policy


def test_a_mark_stands_before_and_after_with_every_reason() -> None:
    effects = (
        PolicyEffect(kind="late", points=-6, reason="1 day late"),
        PolicyEffect(kind="cap", points=-1.5, reason=FORMULA),
    )
    run = msgspec.structs.replace(perfect_run(), effects=effects, earned=52.5, submitted="2026-05-02T10:00:00Z")
    (row,) = csv.DictReader(io.StringIO(render_policy(made_class(run))))
    assert row == {
        "student": "ada",
        "submitted": "2026-05-02T10:00:00Z",
        "before": "60",
        "after": "52.5",
        "possible": "60",
        "reasons": f"1 day late; {FORMULA}",
    }


def test_without_effects_there_is_the_heading_alone() -> None:
    assert render_policy(small_class()) == ",".join(COLUMNS) + "\r\n"


@FEW
@given(any_class())
def test_any_class_has_a_line_for_each_student_whose_mark_was_touched(results: Results) -> None:
    rows = list(csv.DictReader(io.StringIO(render_policy(results), newline="")))
    assert len(rows) == sum(bool(run.effects) for run in results.runs)
