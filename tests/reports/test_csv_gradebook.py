"""Tests of the gradebook."""

import csv
import io

import pytest
from golden_files import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from sample_class import (
    FORMULA,
    PASSED,
    class_with_equal_code,
    made_class,
    made_run,
    mixed_run,
    perfect_run,
    small_class,
)

from grader.records.results import Results
from grader.records.verdict import Flag
from grader.reports.csv_gradebook import cell, render_csv


def rows(results: Results) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(results), newline="")))


def test_the_gradebook_equals_the_golden_one() -> None:
    assert_golden("gradebook.csv", render_csv(small_class()).encode())


def test_points_are_numbers_and_add_up_to_the_total() -> None:
    (row,) = rows(made_class(mixed_run()))
    questions = ("softmax", "build_model", "train_model")
    assert sum(float(row[name]) for name in questions) == float(row["total"]) == 20.5
    assert row["possible"] == "60"


def test_a_class_of_nobody_is_the_heading_alone() -> None:
    assert render_csv(made_class()) == (
        "student,attempt,status,softmax,build_model,train_model,total,possible,comment,review\r\n"
    )


def test_a_lost_point_is_explained_and_a_fault_of_the_grader_costs_none() -> None:
    (row,) = rows(made_class(mixed_run()))
    assert "softmax.stable (minus 7): For logits of 1000" in row["comment"]
    assert "build_model.parameters: The grader failed here" in row["comment"]


def test_a_perfect_run_needs_no_comment() -> None:
    assert rows(made_class(perfect_run()))[0]["comment"] == ""


def test_identical_code_is_remarked_without_a_name() -> None:
    comments = {row["student"]: row["comment"] for row in rows(class_with_equal_code())}
    assert comments["ada"] == "The code is identical to the code of 1 other submission."
    assert comments["emil"].endswith(" | The code is identical to the code of 2 other submissions.")
    assert "identical" not in comments["fatma"] + comments["goran"]
    assert not [name for name in comments for comment in comments.values() if name in comment]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n+"])
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert cell(f"{start}1+1").startswith("'")


def test_a_formula_as_name_or_problem_stays_text() -> None:
    (row,) = rows(made_class(made_run(FORMULA, PASSED, problem=FORMULA)))
    assert row["student"] == f"'{FORMULA}"
    assert row["comment"] == f"'{FORMULA}"


@given(st.text(st.characters()))
def test_any_text_is_one_line_that_is_no_formula(text: str) -> None:
    shown = cell(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@"))
    assert len(shown.splitlines()) <= 1


@given(st.lists(st.text(st.characters(), min_size=1), min_size=1, max_size=5))
def test_every_student_has_exactly_one_row_whatever_the_names(students: list[str]) -> None:
    assert len(rows(made_class(*(made_run(student, PASSED) for student in students)))) == len(students)


def test_flags_have_a_column_of_their_own() -> None:
    flags = (Flag(id="train_model.stamp", title="t"), Flag(id="notebook.payload", title="u"))
    flagged, clean = rows(made_class(made_run("ada", PASSED, flags=flags), made_run("bob", PASSED)))
    assert (flagged["review"], clean["review"]) == ("train_model.stamp notebook.payload", "")
    assert flagged["total"] == clean["total"]
