"""What an instructor sent in a form, as a decision to keep, or the sentence why it is none."""

import math
from collections.abc import Iterable

from grader.errors import UsageError
from grader.records.adjusted import in_force
from grader.records.adjustment import Act, Adjustment
from grader.records.base import Record
from grader.records.results import Results, ScoredRun

LONGEST_TEXT = 10_000
MOST_POINTS = 1e6


class Form(Record, frozen=True, kw_only=True):
    """The fields of a form as text."""

    act: str
    target: str = ""
    points: str = ""
    text: str = ""
    withdraws: str = ""


def decision(form: Form, by: str, results: Results, run: ScoredRun | None, earlier: Iterable[Adjustment]) -> Adjustment:
    """The decision a form asks for, about one run or (release, hold) the class; UsageError says what is wrong."""
    act = _act(form.act)
    if run is None and act not in (Act.RELEASE, Act.HOLD):
        raise UsageError("Only a release or a hold can be for the whole class. Choose a student.")
    if len(form.text) > LONGEST_TEXT:
        raise UsageError(f"The text has {len(form.text):,} characters; at most {LONGEST_TEXT:,} are kept. Shorten it.")
    if act is not Act.RELEASE and act is not Act.HOLD and act is not Act.WITHDRAW and not form.text:
        raise UsageError("Say why: a reason, or the comment, was expected, and the field is empty.")
    return Adjustment(
        assignment=results.assignment.slug,
        student=run.student if run else "",
        act=act,
        by=by,
        target=_target(form.target, act, run),
        points=_points(form, act, run),
        text=form.text,
        withdraws=_withdrawn(form.withdraws, run, earlier) if act is Act.WITHDRAW else 0,
        submission_hash=run.submission_hash if run else "",
        code_hash=run.code_hash if run else "",
    )


def _act(text: str) -> Act:
    try:
        return Act(text)
    except ValueError:
        raise UsageError(f"Expected one of {', '.join(Act)}, found {text[:40]!r}.") from None


def _target(text: str, act: Act, run: ScoredRun | None) -> str:
    checks = {check.id for check in run.checks} if run else set()
    questions = {check.question for check in run.checks} if run else set()
    known = {Act.OVERRIDE: checks, Act.ADD: questions | {""}, Act.COMMENT: questions | checks | {""}}.get(act, {""})
    if text not in known:
        raise UsageError(f"{text[:80]!r} is nothing of this student that can be changed so. Choose from the list.")
    return text


def _points(form: Form, act: Act, run: ScoredRun | None) -> float:
    if act not in (Act.ADD, Act.OVERRIDE) or run is None:
        return 0.0
    try:
        points = float(form.points.replace(",", ".").replace("−", "-"))
    except ValueError:
        raise UsageError(f"Expected a number of points, found {form.points[:40]!r}.") from None
    if not math.isfinite(points) or abs(points) > MOST_POINTS:
        raise UsageError(f"Expected a number of points, found {form.points[:40]!r}.")
    possible = next((check.possible for check in run.checks if check.id == form.target), math.inf)
    if act is Act.OVERRIDE and not 0 <= points <= possible:
        raise UsageError(
            f"Expected 0 to {possible:g} points for {form.target}, found {points:g}. Add points to the question or the "
            "whole to go beyond."
        )
    return points


def _withdrawn(text: str, run: ScoredRun | None, earlier: Iterable[Adjustment]) -> int:
    number = int(text) if text.isdecimal() and len(text) < 12 else 0
    mine = [each.number for each in in_force(earlier) if run is not None and each.student == run.student]
    if number not in mine:
        raise UsageError(f"Decision {text[:20]!r} of this student is not there or was taken back already.")
    return number
