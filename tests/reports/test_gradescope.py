"""Tests of Gradescope's results.json."""

import json
from typing import Any

import msgspec
import pytest
from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import hostile_run, made_class, mixed_run, perfect_run, small_class, unreadable_run
from schemas import GRADESCOPE, check

from grader.records.results import PolicyEffect, Results, ScoredRun, Visibility
from grader.reports.gradescope import render_gradescope


def rendered(results: Results, run: ScoredRun) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_gradescope(results, run))
    check(document, GRADESCOPE)
    return document


@pytest.mark.parametrize("run", [perfect_run(), mixed_run(), unreadable_run(), hostile_run()], ids=lambda r: r.status)
def test_a_document_equals_the_golden_one(run: ScoredRun) -> None:
    name = {"ada": "perfect", "grace": "mixed", "linus": "unreadable"}.get(run.student, "hostile")
    assert_golden(f"gradescope_{name}.json", render_gradescope(made_class(run), run).encode())


@FEW
@given(any_class())
def test_any_run_is_valid_and_its_tests_add_up(results: Results) -> None:
    for run in results.runs:
        document = rendered(results, run)
        assert document["score"] == pytest.approx(max(0, run.earned))
        assert sum(test["score"] for test in document["tests"]) == pytest.approx(sum(c.earned for c in run.checks))
        assert len(document["tests"]) == len(run.checks)


def test_a_check_keeps_its_tier() -> None:
    run = perfect_run()
    first = msgspec.structs.replace(run.checks[0], visibility=Visibility.AFTER_DUE_DATE)
    tiers = [test["visibility"] for test in rendered(small_class(), with_checks(run, first))["tests"]]
    assert tiers == ["after_due_date", *["visible"] * 6]


def with_checks(run: ScoredRun, *first: Any) -> ScoredRun:
    return msgspec.structs.replace(run, checks=(*first, *run.checks[len(first) :]))


def test_the_grader_s_own_failure_costs_no_points() -> None:
    (fault,) = [t for t in rendered(small_class(), mixed_run())["tests"] if t["extra_data"]["verdict"] == "error"]
    assert (fault["status"], fault["score"]) == ("passed", 7.5)


def test_what_a_policy_took_is_in_the_score_and_said() -> None:
    effect = PolicyEffect(kind="late", points=-6, reason="2 days late")
    run = msgspec.structs.replace(perfect_run(), effects=(effect,), earned=54)
    document = rendered(small_class(), run)
    assert (document["score"], document["output"]) == (54, "2 days late (-6 points).")


def test_a_missing_submission_says_so() -> None:
    assert "starts with 'PK'" in rendered(small_class(), unreadable_run())["output"]
