"""Tests of JUnit XML."""

from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import made_class, mixed_run, small_class, unreadable_run
from schemas import check_junit

from grader.records.results import Results
from grader.reports.junit import render_junit


def test_the_class_equals_the_golden_one() -> None:
    assert_golden("junit.xml", render_junit(small_class()).encode())


@FEW
@given(any_class())
def test_any_class_is_a_valid_document_with_a_suite_per_student(results: Results) -> None:
    root = check_junit(render_junit(results))
    assert len(root) == len(results.runs)
    names = [(case.get("classname"), case.get("name")) for suite in root for case in suite.iter("testcase")]
    assert len(names) == sum(len(run.checks) + 1 for run in results.runs)


def test_a_class_of_nobody_is_an_empty_document() -> None:
    root = check_junit(render_junit(made_class()))
    assert (len(root), root.get("tests")) == (0, "0")


def test_every_verdict_has_its_outcome() -> None:
    (suite,) = check_junit(render_junit(made_class(mixed_run())))
    outcomes = [child.tag for case in suite.iter("testcase") for child in case if child.tag in OUTCOMES]
    assert outcomes == ["failure", "failure", "error", "skipped", "failure"]
    assert suite.find(".//error").text == "The grader failed here, not the notebook. No points are lost by it."


OUTCOMES = ("failure", "error", "skipped")


def test_a_hand_in_that_could_not_be_read_fails_and_is_not_only_skipped() -> None:
    (suite,) = check_junit(render_junit(made_class(unreadable_run())))
    first = suite.find("testcase")
    assert first.find("failure").get("type") == "unreadable"
    assert "file starts with 'PK'" in first.find("failure").text


def test_evidence_is_for_staff_and_stays_out() -> None:
    assert "evidence" not in render_junit(small_class())
