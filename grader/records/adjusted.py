"""Applies what people decided to what the checks gave: the one place where a mark is changed by hand."""

from collections.abc import Iterable, Sequence

import msgspec

from grader.records.adjustment import Act, Adjustment
from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.stored_runs import changed


def with_adjustments(results: Results, adjustments: Iterable[Adjustment]) -> Results:
    """The results with these adjustments and no others, whatever they were reported with before."""
    known = [each for each in adjustments if each.assignment == results.assignment.slug]
    return msgspec.structs.replace(results, runs=changed(results.runs, lambda run: adjusted(run, known)))


def adjusted(run: ScoredRun, adjustments: Sequence[Adjustment]) -> ScoredRun:
    """The run with the points that people gave it; `adjustments` are of its assignment, the oldest first.

    Of several overrides of a check the last counts; additions add up; a total never falls below 0.
    """
    fitting = [each for each in adjustments if each.fits(run.student, run.submission_hash, run.code_hash)]
    standing = in_force(fitting)
    overrides = {each.target: each.points for each in standing if each.act is Act.OVERRIDE}
    checks = tuple(_overridden(check, overrides) for check in run.checks)
    added = sum(each.points for each in standing if each.act is Act.ADD) + sum(each.points for each in run.effects)
    return msgspec.structs.replace(
        run,
        checks=checks,
        earned=max(0.0, sum(check.earned for check in checks) + added),
        adjustments=tuple(each for each in standing if each.act not in (Act.RELEASE, Act.HOLD)),
        is_released=_is_released(standing),
    )


def in_force(adjustments: Iterable[Adjustment]) -> list[Adjustment]:
    """Those that were not taken back, without the entries that take back."""
    listed = list(adjustments)
    withdrawn = {each.withdraws for each in listed if each.act is Act.WITHDRAW}
    return [each for each in listed if each.act is not Act.WITHDRAW and each.number not in withdrawn]


def set_aside(run: ScoredRun, adjustments: Iterable[Adjustment]) -> list[Adjustment]:
    """What was decided about other code of this student, and so does not count for this run."""
    return [
        each
        for each in in_force(adjustments)
        if each.student == run.student and not each.fits(run.student, run.submission_hash, run.code_hash)
    ]


def _is_released(standing: Iterable[Adjustment]) -> bool:
    last = [each.act for each in standing if each.act in (Act.RELEASE, Act.HOLD)][-1:]
    return last == [Act.RELEASE]


def _overridden(check: ScoredCheck, overrides: dict[str, float]) -> ScoredCheck:
    """The check with the points a person set, and what it had by itself kept beside them."""
    graded = check.earned if check.graded is None else check.graded
    if check.id not in overrides:
        return msgspec.structs.replace(check, earned=graded, graded=None)
    return msgspec.structs.replace(check, earned=overrides[check.id], graded=graded)
