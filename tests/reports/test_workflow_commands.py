"""Tests of what a GitHub workflow reads in the log and the outputs of a step."""

import base64
import json
import re
from typing import Any

import msgspec
import pytest
from any_class import FEW, TEXTS, any_class
from golden_files import assert_golden
from hypothesis import given
from sample_class import HOSTILE_TEXT, made_class, made_run, mixed_run, perfect_run, small_class, unreadable_run
from schemas import CLASSROOM_RESULT, check

from grader.records.results import PolicyEffect, Results
from grader.records.verdict import Verdict
from grader.reports.workflow_commands import (
    MOST_ANNOTATIONS,
    MOST_RESULT_BYTES,
    annotations,
    classroom_result,
    command,
    notices,
    outputs,
    render_actions,
)

COMMAND = re.compile(r"::(notice|warning|error)( [a-z]+=[^,:\r\n]*)?::[^\r\n]*")


def test_the_log_equals_the_golden_one() -> None:
    assert_golden("actions.log", render_actions(small_class()).encode())


def decoded(results: Results) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(base64.b64decode(outputs(results)["result"]))
    check(document, CLASSROOM_RESULT)
    return document


@FEW
@given(any_class())
def test_any_class_gives_a_result_whose_scores_add_up_to_the_points(results: Results) -> None:
    document = decoded(results)
    assert sum(test["score"] for test in document["tests"]) == pytest.approx(
        sum(r.earned for r in results.runs), abs=0.01
    )
    assert document["max_score"] == pytest.approx(sum(run.possible for run in results.runs))


@FEW
@given(any_class())
def test_no_line_of_the_log_is_a_command_that_is_not_ours(results: Results) -> None:
    lines = render_actions(results).splitlines()
    ours = [*annotations(results), *notices(results)]
    assert lines[len(results.runs) :] == ours
    assert not [line for line in lines[: len(results.runs)] if line.lstrip().startswith("::")]
    assert all(COMMAND.fullmatch(line) for line in ours)


@given(TEXTS, TEXTS)
def test_a_command_is_one_line_with_one_property_whatever_it_says(text: str, title: str) -> None:
    line = command("warning", text, title=title)
    assert len(line.splitlines()) == 1
    assert COMMAND.fullmatch(line)


def test_percent_colon_and_comma_are_escaped_as_the_runner_reads_them() -> None:
    assert command("notice", "50%\nof: a, b", title="a: b, c%") == "::notice title=a%3A b%2C c%25::50%25%0Aof: a, b"


def test_the_two_notices_hold_the_points() -> None:
    complete, report = notices(made_class(mixed_run()))
    assert complete == "::notice title=Autograding complete::Points 20.5/60"
    assert report == '::notice title=Autograding report::{"totalPoints":20.5,"maxPoints":60}'


def test_at_most_a_few_annotations_are_shown_and_a_fault_of_the_grader_comes_first() -> None:
    shown = annotations(small_class())
    assert len(shown) == MOST_ANNOTATIONS
    assert shown[0].startswith("::error title=grace%3A Has 407%2C050 parameters")


@pytest.mark.parametrize(
    ("results", "status"),
    [
        (made_class(perfect_run()), "pass"),
        (made_class(mixed_run()), "error"),
        (made_class(unreadable_run()), "fail"),
        (made_class(), "fail"),
    ],
)
def test_the_status_is_the_worst_of_the_tests(results: Results, status: str) -> None:
    assert decoded(results)["status"] == outputs(results)["status"] == status


def test_what_a_policy_changed_is_a_test_of_its_own_since_readers_add_up() -> None:
    run = msgspec.structs.replace(
        perfect_run(), effects=(PolicyEffect(kind="late", points=-6, reason="late"),), earned=54
    )
    document = classroom_result(made_class(run))
    assert (document["tests"][-1]["score"], document["message"]) == (-6, "Late (-6 points).")


@pytest.mark.parametrize("students", [1, 40, 400])
def test_the_result_fits_into_one_environment_variable(students: int) -> None:
    findings = tuple((Verdict.FAIL, HOSTILE_TEXT * 200, "é" * 5000) for _ in range(7))
    results = made_class(*(made_run(f"student {number}", findings) for number in range(students)))
    text = outputs(results)["result"]
    assert len(text) < MOST_RESULT_BYTES * 4 / 3 + 4 < 128 * 1024
    assert decoded(results)["max_score"] == 60 * students


def test_an_output_is_one_line() -> None:
    assert all(len(value.splitlines()) == 1 for value in outputs(small_class()).values())
