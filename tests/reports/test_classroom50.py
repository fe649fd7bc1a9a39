"""Tests of Classroom 50's result document."""

import json
from typing import Any

import msgspec
import pytest
from any_class import FEW, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import made_class, mixed_run, perfect_run, small_class, unreadable_run
from schemas import CLASSROOM50, check

from grader.records.results import Results, ScoredRun, Visibility
from grader.reports.classroom50 import Identity, render_classroom50

ADA = Identity(
    classroom="cs-principles",
    assignment="mnist",
    owner="ada",
    submission="submit/2026-06-01T14-32-05Z-a1b2c3d",
    commit="https://git.example/ada/commit/a1b2c3d",
    release="https://git.example/ada/releases/1",
    review="https://git.example/ada/compare/0..a1b2c3d",
    datetime="2026-06-01T14:32:01Z",
    graded_at="2026-06-01T14:33:11Z",
)


def rendered(run: ScoredRun, results: Results | None = None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_classroom50(results or made_class(run), run))
    check(document, CLASSROOM50)
    return document


def test_the_document_equals_the_golden_one() -> None:
    run = mixed_run()
    text = render_classroom50(made_class(run), run, ADA)
    check(json.loads(text), CLASSROOM50)
    assert_golden("classroom50.json", text.encode())


@FEW
@given(any_class())
def test_any_run_is_valid_with_whole_points_below_their_maxima(results: Results) -> None:
    for run in results.runs:
        document = rendered(run, results)
        assert 0 <= document["score"] <= document["max-score"]
        assert document["max-score"] == sum(test["max-score"] for test in document["tests"])
        assert all(test["score"] <= test["max-score"] for test in document["tests"])


def test_a_perfect_run_has_every_point() -> None:
    document = rendered(perfect_run())
    assert document["score"] == document["max-score"] == 60
    assert all(test["score"] == test["max-score"] and test["passed"] for test in document["tests"])


def test_an_unreadable_notebook_has_none_and_says_why() -> None:
    document = rendered(unreadable_run())
    assert (document["score"], document["max-score"]) == (0, 60)
    assert "starts with 'PK'" in document["tests"][0]["output"]


def test_hidden_checks_are_one_line_without_names() -> None:
    run = mixed_run()
    tiers = [Visibility.HIDDEN, Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED]
    hidden = [msgspec.structs.replace(c, visibility=v) for c, v in zip(run.checks[:3], tiers, strict=True)]
    run = msgspec.structs.replace(run, checks=(*hidden, *run.checks[3:]))
    document = rendered(run)
    last = document["tests"][-1]
    assert (last["test-name"], last["score"], last["max-score"]) == ("3 hidden checks", 13, 20)
    assert last["message"] == "2 of 3 passed."
    assert not [check.title for check in hidden if check.title in json.dumps(document)]


@pytest.mark.parametrize("student", ["Ada Lovelace", "ada@example.org", "☃"])
def test_without_a_runner_the_owner_is_made_from_the_name(student: str) -> None:
    run = msgspec.structs.replace(perfect_run(), student=student)
    assert rendered(run, small_class())["owner"] in ("ada-lovelace", "ada-example-org", "student")
