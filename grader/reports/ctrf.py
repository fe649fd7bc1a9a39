"""CTRF 1.0.0, the Common Test Report Format: one JSON document for viewers that know tests, not students."""

import json
from collections import Counter
from typing import Any

from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import NOT_JUDGED, Line, message, remarks
from grader.reports.wording import one_line, visible

STATUS = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failed",
    Verdict.INCONCLUSIVE: "failed",
    Verdict.ERROR: "failed",  # with rawStatus "error" and all its points
    Verdict.SKIPPED: "skipped",
}
OTHERS = ("pending", "other")


def render_ctrf(results: Results) -> str:
    """The class as CTRF; points stand under `extra`. Results hold no clock, so that time begins at 0."""
    tests = [test for run in results.runs for test in _tests(run)]
    counts = Counter(test["status"] for test in tests)
    names = (*dict.fromkeys(STATUS.values()), *OTHERS)
    summary = {
        "tests": len(tests),
        **{name: counts[name] for name in names},
        "suites": len(results.runs),
        "start": 0,
        "stop": _milliseconds(sum(run.seconds for run in results.runs)),
    }
    document = {
        "reportFormat": "CTRF",
        "specVersion": "1.0.0",
        "generatedBy": "grader",
        "results": {
            "tool": {"name": "grader", "version": results.environment.grader},
            "summary": summary,
            "tests": tests,
            "extra": {"assignment": results.assignment.slug, "assignmentHash": results.assignment.hash},
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _tests(run: ScoredRun) -> list[dict[str, Any]]:
    return [_hand_in(run), *(_test(check, run) for check in run.checks)]


def _hand_in(run: ScoredRun) -> dict[str, Any]:
    """Whether there was anything to judge; the seconds of the whole Run stand here."""
    said = visible("\n".join(remarks(run)))
    return {
        "name": "The hand-in can be read",
        "status": "failed" if run.status in NOT_JUDGED else "passed",
        "duration": _milliseconds(run.seconds),
        "suite": [one_line(run.student) or "?"],
        "rawStatus": str(run.status),
        **({"message": said} if said else {}),
        "extra": {"points": run.earned, "possible": run.possible, "attempt": run.attempt},
    }


def _test(check: ScoredCheck, run: ScoredRun) -> dict[str, Any]:
    text = visible(Line(**_words(check, run)).text)
    return {
        "name": one_line(f"{check.id}: {check.title}"),
        "status": STATUS[check.verdict],
        "duration": 0,
        "suite": [one_line(run.student) or "?", one_line(check.question)],
        "rawStatus": str(check.verdict),
        **({"message": text} if text else {}),
        "extra": {"points": check.earned, "possible": check.possible},
    }


def _words(check: ScoredCheck, run: ScoredRun) -> dict[str, Any]:
    values = {name: getattr(check, name) for name in ("id", "question", "title", "verdict", "earned", "possible")}
    hint = "" if check.verdict is Verdict.PASS else check.hint
    return values | {"message": message(check, run), "hint": hint}


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
