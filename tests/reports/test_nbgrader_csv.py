"""Tests of nbgrader's gradebook."""

import csv
import io

import msgspec
from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import made_class, perfect_run, small_class

from grader.records.results import PolicyEffect, Results
from grader.reports.nbgrader_csv import COLUMNS, render_nbgrader


def rows(results: Results) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_nbgrader(results), newline="")))


def test_the_gradebook_equals_the_golden_one() -> None:
    assert_golden("nbgrader.csv", render_nbgrader(small_class()).encode())


@FEW
@given(any_class())
def test_any_class_has_a_line_per_student_with_numbers(results: Results) -> None:
    found = rows(results)
    assert len(found) == len(results.runs)
    for row in found:
        assert tuple(row) == COLUMNS
        assert float(row["score"]) <= float(row["raw_score"]) + 10
        assert float(row["max_score"]) >= 0


def test_a_class_of_nobody_is_the_heading_alone() -> None:
    assert render_nbgrader(made_class()) == ",".join(COLUMNS) + "\n"


def test_the_penalty_for_being_late_is_told_apart_from_the_score() -> None:
    effects = (
        PolicyEffect(kind="late", points=-6, reason="late"),
        PolicyEffect(kind="extra_credit", points=2, reason="bonus"),
    )
    run = msgspec.structs.replace(perfect_run(), effects=effects, earned=56, submitted="2026-05-03T10:00:00Z")
    (row,) = rows(made_class(run))
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("60.0", "6.0", "56.0")
    assert row["timestamp"] == "2026-05-03 10:00:00"
