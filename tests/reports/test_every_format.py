"""Every format in the hard cases: a class of nobody, a grader that failed, a notebook nobody can read, or none."""

import csv
import io
import json
from collections.abc import Callable

import msgspec
import pytest
import schemas
from page_outline import Outline
from sample_class import ERROR, PASSED, SKIPPED, made_class, made_run, perfect_run, unreadable_run

from grader.records.execution import Execution, Status
from grader.records.results import Results, ScoredRun
from grader.reports import FORMATS, STUDENT_FORMATS
from grader.reports.json_results import read_results
from grader.reports.nbgrader_csv import COLUMNS
from grader.reports.workflow_commands import classroom_result


def crashed_run() -> ScoredRun:
    """What a Run looks like in which the grader failed altogether."""
    problem = "The grader failed; nothing was lost by the student."
    findings = tuple((ERROR, "The grader failed here; this costs no points.", "") for _ in PASSED)
    return made_run("crash", findings, problem=problem, execution=Execution(), seconds=0.0, peak_bytes=0)


def missing_run() -> ScoredRun:
    """What stands for a student of the roster who handed in nothing."""
    problem = "No notebook was found."
    run = made_run("nemo", tuple((SKIPPED, problem, "") for _ in PASSED), status=Status.MISSING, problem=problem)
    return msgspec.structs.replace(run, execution=Execution(), seconds=0.0, peak_bytes=0, submission_hash="")


def bare_run() -> ScoredRun:
    """A Run without a single check."""
    return msgspec.structs.replace(perfect_run(), student="bare", checks=(), earned=0.0, possible=0.0, training=None)


CLASSES = {
    "nobody": made_class(),
    "crashed": made_class(crashed_run()),
    "unreadable": made_class(unreadable_run()),
    "missing": made_class(missing_run()),
    "bare": made_class(bare_run()),
    "all": made_class(crashed_run(), unreadable_run(), missing_run(), bare_run(), perfect_run()),
}


def is_table(text: str, results: Results) -> None:
    heading, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == len(results.runs)
    assert {len(row) for row in rows} <= {len(heading)}


def is_nbgrader(text: str, results: Results) -> None:
    is_table(text, results)
    assert tuple(text.split("\n")[0].split(",")) == COLUMNS


def is_log(text: str, results: Results) -> None:
    assert text.count("::notice title=Autograding complete::Points ") == 1
    report = text.partition("::notice title=Autograding report::")[2].strip()
    possible = sum(run.possible for run in results.runs)
    assert json.loads(report)["maxPoints"] == possible
    schemas.check(classroom_result(results), schemas.CLASSROOM_RESULT)


def is_page(text: str, results: Results) -> None:
    outline = Outline(text)
    assert outline.tags.count("h1") == outline.tags.count("main") == 1
    assert "nan" not in outline.words.lower().split()


WHOLE: dict[str, Callable[[str, Results], object]] = {
    "text": lambda text, results: all(len(line) <= 80 for line in text.splitlines()) or pytest.fail(text),
    "json": lambda text, results: read_results(text.encode()) == results or pytest.fail("not the same"),
    "csv": is_table,
    "html": is_page,
    "junit": lambda text, results: schemas.check_junit(text),
    "ctrf": lambda text, results: schemas.check(json.loads(text), schemas.CTRF),
    "actions": is_log,
    "policy": lambda text, results: text.startswith("student,") or pytest.fail(text),
    "nbgrader": is_nbgrader,
}
OF_ONE: dict[str, Callable[[str, Results], object]] = {
    "feedback": is_page,
    "gradescope": lambda text, results: schemas.check(json.loads(text), schemas.GRADESCOPE),
    "classroom50": lambda text, results: schemas.check(json.loads(text), schemas.CLASSROOM50),
}


def test_no_format_is_left_out_here() -> None:
    assert (set(WHOLE), set(OF_ONE)) == (set(FORMATS), set(STUDENT_FORMATS))


@pytest.mark.parametrize("results", CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize("name", WHOLE)
def test_a_report_of_the_class_is_valid_however_it_went(name: str, results: Results) -> None:
    WHOLE[name](FORMATS[name].render(results), results)


@pytest.mark.parametrize("results", CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize("name", OF_ONE)
def test_a_report_of_a_student_is_valid_however_it_went(name: str, results: Results) -> None:
    for run in results.runs:
        OF_ONE[name](STUDENT_FORMATS[name].render(results, run), results)


@pytest.mark.parametrize("name", ["gradescope", "classroom50"])
def test_a_grader_that_failed_costs_nobody_points_anywhere(name: str) -> None:
    run = crashed_run()
    document = json.loads(STUDENT_FORMATS[name].render(made_class(run), run))
    assert (document["score"], {test.get("status", "passed") for test in document["tests"]}) == (60, {"passed"})
