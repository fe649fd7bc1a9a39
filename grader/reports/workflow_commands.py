"""What a GitHub workflow reads: the `result` of the classroom graders, notices, annotations and outputs.

A workflow takes every line of a log for a command that begins with two colons. Whatever a student wrote is therefore
escaped inside our commands, and made inert outside of them.
"""

import base64
import json
from typing import Any

from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.student_view import Line, lines, remarks
from grader.reports.wording import inert, one_line, points, visible

MOST_ANNOTATIONS = 8  # about ten of a kind are shown for a step
MOST_RESULT_BYTES = 90_000  # travels in one environment variable, of which Linux allows 128 KiB, in base64
STATUS = {Verdict.PASS: "pass", Verdict.ERROR: "error"}
ADJUSTED = "late days, extra credit and other changes"
NOTHING = {"name": "hand-in", "status": "fail", "score": 0, "message": "Nothing was handed in."}


def render_actions(results: Results) -> str:
    """The log of a step: a line per student, annotations for what was lost, and the two notices with the points."""
    said = [inert(_told(run)) for run in results.runs]
    return "\n".join([*said, *annotations(results), *notices(results)]) + "\n"


def _told(run: ScoredRun) -> str:
    return f"{one_line(run.student)}: {points(run.earned)} of {points(run.possible)} points"


def notices(results: Results) -> list[str]:
    """The two notices that score readers look for."""
    earned, possible = totals(results)
    report = json.dumps({"totalPoints": _number(earned), "maxPoints": _number(possible)}, separators=(",", ":"))
    return [
        command("notice", f"Points {points(earned)}/{points(possible)}", title="Autograding complete"),
        command("notice", report, title="Autograding report"),
    ]


def annotations(results: Results) -> list[str]:
    """The first few checks that lost points, as warnings; a fault of the grader first, as an error."""
    found = [(line, _title(line, run, results)) for run in results.runs for line in lines(run) if line.verdict in _TOLD]
    faults = [command("error", line.text, title=title) for line, title in found if line.verdict is Verdict.ERROR]
    losses = [command("warning", line.text, title=title) for line, title in found if line.verdict is not Verdict.ERROR]
    problems = [command("warning", run.problem, title=one_line(run.student)) for run in results.runs if run.problem]
    return (faults[:1] + problems + losses)[:MOST_ANNOTATIONS]


_TOLD = (Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE)


def _title(line: Line, run: ScoredRun, results: Results) -> str:
    whose = f"{run.student}: " if len(results.runs) > 1 else ""
    return one_line(f"{whose}{line.title} ({points(line.earned)}/{points(line.possible)})")


def outputs(results: Results) -> dict[str, str]:
    """The outputs of the step: `result` (base64), `score`, `max-score`, `status`; each is one line of plain letters."""
    earned, possible = totals(results)
    document = classroom_result(results)
    return {
        "result": base64.b64encode(_encoded(document)).decode(),
        "score": points(earned),
        "max-score": points(possible),
        "status": document["status"],
    }


def classroom_result(results: Results) -> dict[str, Any]:
    """The result document of the classroom graders (version 1); never without a test, which would crash its reader."""
    tests = [_test(line, run, results) for run in results.runs for line in lines(run)]
    statuses = {str(test["status"]) for test in tests} | ({"fail"} if any(r.problem for r in results.runs) else set())
    earned, possible = totals(results)
    document = {
        "version": 1,
        "status": next((status for status in ("error", "fail") if status in statuses), "pass" if tests else "fail"),
        "max_score": _number(possible),
        "message": visible("\n".join(remark for run in results.runs for remark in remarks(run)))[:2000] or None,
        "tests": tests or [_completed(NOTHING)],
    }
    return _adjusted(document, earned - sum(test["score"] for test in tests))


def _adjusted(document: dict[str, Any], difference: float) -> dict[str, Any]:
    """Readers add up the scores of the tests: what a policy changed must be one of them."""
    if abs(difference) < 1e-9:
        return document
    change = {
        "name": "late days, extra credit and other changes",
        "status": "pass",
        "score": _number(difference),
        "message": "",
    }
    return document | {"tests": [*document["tests"], _completed(change)]}


def _test(line: Line, run: ScoredRun, results: Results) -> dict[str, Any]:
    whose = f"{run.student}: " if len(results.runs) > 1 else ""
    return _completed(
        {
            "name": one_line(whose + line.title),
            "status": STATUS.get(line.verdict, "fail"),
            "score": _number(line.earned),
            "message": visible(line.text),
        }
    )


def _completed(test: dict[str, Any]) -> dict[str, Any]:
    return test | {"test_code": "", "filename": "", "line_no": 0, "execution_time": "0s"}


def _encoded(document: dict[str, Any]) -> bytes:
    """The document as JSON of a bounded size: messages are cut shorter, and at last left out, until it fits."""
    for most in (2000, 500, 120, 0):
        cut = [test | {"message": test["message"][:most]} for test in document["tests"]]
        content = json.dumps(document | {"tests": cut}).encode()
        if len(content) <= MOST_RESULT_BYTES:
            return content
    return _summed(document)


def _summed(document: dict[str, Any]) -> bytes:
    """Too many tests for a list: one with the sum of their points."""
    total = sum(test["score"] for test in document["tests"])
    name = f"{len(document['tests'])} checks"
    one = _completed({"name": name, "status": document["status"], "score": _number(total), "message": ""})
    return json.dumps(document | {"message": None, "tests": [one]}).encode()


def totals(results: Results) -> tuple[float, float]:
    """Earned and possible points of everyone together; an action sees one student, as a rule."""
    return sum(run.earned for run in results.runs), sum(run.possible for run in results.runs)


def command(name: str, text: str, **properties: str) -> str:
    """One workflow command on one line, whatever the texts hold."""
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {said}::{_data(visible(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _number(value: float) -> float | int:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
