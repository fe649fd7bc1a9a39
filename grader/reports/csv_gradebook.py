"""The gradebook: one line per student, for a spreadsheet or the import of a learning platform."""

import csv
import io
from collections.abc import Iterator

from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.wording import GRADER_FAULT, lost, one_line, own_reason, points

# A spreadsheet takes a cell that begins like this for a formula and may run it; some take full-width forms
# as well.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(results: Results) -> str:
    """The class as CSV: student, attempt, status, points per question, total, possible, comment, review.

    `review` holds the ids of the flags, for staff.
    """
    return "".join(csv_lines(results))


def csv_lines(results: Results) -> Iterator[str]:
    """The same line by line."""
    questions = [question.name for question in results.assignment.questions]
    names = [cell(name) for name in questions]
    yield _line(["student", "attempt", "status", *names, "total", "possible", "comment", "review"])
    for run in results.runs:
        yield _line(_row(run, questions))


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()


def cell(text: str) -> str:
    """Foreign text on one line, with an apostrophe in front where a spreadsheet would see a formula."""
    guarded = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return ("'" if guarded else "") + one_line(text)


def _row(run: ScoredRun, questions: list[str]) -> list[str]:
    return [
        cell(run.student),
        str(run.attempt),
        str(run.status),
        *(points(run.question_score(name).earned) for name in questions),
        points(run.earned),
        points(run.possible),
        cell(_comment(run)),
        cell(" ".join(flag.id for flag in run.flags)),
    ]


def _comment(run: ScoredRun) -> str:
    parts = [run.problem, *(_remark(check, run) for check in run.checks), *run.notes]
    return " | ".join(part for part in parts if part)


def _remark(check: ScoredCheck, run: ScoredRun) -> str:
    if check.verdict is Verdict.ERROR:
        return f"{check.id}: {GRADER_FAULT}"
    if check.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE):
        return f"{check.id} (minus {points(lost(check))}): {own_reason(check, run) or check.title}"
    return ""
