"""Tests of CTRF."""

import json
from typing import Any

from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import made_class, mixed_run, small_class, unreadable_run
from schemas import CTRF, check

from grader.records.results import Results
from grader.reports.ctrf import render_ctrf


def rendered(results: Results) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_ctrf(results))
    check(document, CTRF)
    return document["results"]


def test_the_class_equals_the_golden_one() -> None:
    assert_golden("ctrf.json", render_ctrf(small_class()).encode())


@FEW
@given(any_class())
def test_any_class_is_valid_and_its_summary_counts_its_tests(results: Results) -> None:
    found = rendered(results)
    statuses = [test["status"] for test in found["tests"]]
    assert len(statuses) == found["summary"]["tests"] == sum(len(run.checks) + 1 for run in results.runs)
    for status in ("passed", "failed", "skipped", "pending", "other"):
        assert found["summary"][status] == statuses.count(status)
    render_ctrf(results).encode()


def test_a_class_of_nobody_has_no_tests() -> None:
    assert rendered(made_class())["tests"] == []


def test_a_fault_of_the_grader_keeps_its_points() -> None:
    (fault,) = [test for test in rendered(made_class(mixed_run()))["tests"] if test["rawStatus"] == "error"]
    assert (fault["status"], fault["extra"]) == ("failed", {"points": 7.5, "possible": 7.5})


def test_an_unreadable_notebook_fails_with_its_problem() -> None:
    first = rendered(made_class(unreadable_run()))["tests"][0]
    assert (first["status"], first["rawStatus"]) == ("failed", "unreadable")
    assert "file starts with 'PK'" in first["message"]
