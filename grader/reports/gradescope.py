"""Gradescope's `results.json` of one submission, with a tier of visibility for every check."""

import json
import math
from typing import Any

from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import message, remarks, unnamed
from grader.reports.wording import visible

MOST_TEXT = 20_000  # characters of one output


def render_gradescope(results: Results, run: ScoredRun) -> str:
    """What Gradescope reads at /autograder/results/results.json.

    The score on top is what counts there: it holds what a policy changed, and the points of a check in which the
    grader itself failed. Evidence is left out, since the tiers only cover what Gradescope shows.
    """
    run = unnamed(run)
    document = {
        "score": round(max(0.0, run.earned), 4),
        "execution_time": math.ceil(run.seconds),
        "output": visible("\n".join(remarks(run)))[:MOST_TEXT],
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(check, run, number) for number, check in _numbered(results, run)],
        "extra_data": {
            "assignment": results.assignment.slug,
            "assignment_hash": results.assignment.hash,
            "submission_hash": run.submission_hash,
            "seed": results.seed,
            "status": str(run.status),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _numbered(results: Results, run: ScoredRun) -> list[tuple[str, ScoredCheck]]:
    """The checks with numbers such as 2.1: the question's place, and the check's within it."""
    found = []
    for place, question in enumerate(results.assignment.questions, start=1):
        checks = [check for check in run.checks if check.question == question.name]
        found += [(f"{place}.{inner}", check) for inner, check in enumerate(checks, start=1)]
    return found


def _test(check: ScoredCheck, run: ScoredRun, number: str) -> dict[str, Any]:
    is_full = check.earned == check.possible  # so of an error, too: it costs nothing
    parts = (message(check, run), check.hint and check.verdict is not Verdict.PASS and f"Hint: {check.hint}")
    return {
        "number": number,
        "name": visible(check.title),
        "score": round(check.earned, 4),
        "max_score": round(check.possible, 4),
        "status": "passed" if is_full and check.verdict in (Verdict.PASS, Verdict.ERROR) else "failed",
        "output": visible("\n".join(part for part in parts if part))[:MOST_TEXT],
        "tags": [check.question],
        "visibility": str(check.visibility),
        "extra_data": {"id": check.id, "verdict": str(check.verdict)},
    }
