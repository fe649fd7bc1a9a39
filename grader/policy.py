"""Applies the rules of a course to results that are there: nothing is executed, and each change has a reason."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from grader.errors import UsageError
from grader.records.base import Record
from grader.records.policy import Attempts, ExtraCredit, Late, Of, Policy, StudentRule
from grader.records.results import PolicyEffect, Results, ScoredCheck, ScoredRun, Visibility
from grader.records.stored_runs import changed, in_short

DAY = timedelta(days=1)
NO_EARLIER: Mapping[str, Sequence[ScoredRun]] = {}


class Applied(Record, frozen=True, kw_only=True):
    """Results under a policy, and sentences about what could not be applied to whom."""

    results: Results
    remarks: tuple[str, ...] = ()


def read_policy(path: Path) -> Policy:
    """The policy in a TOML file; UsageError with the place where it is not one."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        policy = msgspec.convert(plain, Policy)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(
            f"The policy {path} cannot be used: {error}. docs/policy.md lists what may stand in it."
        ) from None
    times = [policy.due, *(time for rule in policy.students.values() for time in (rule.due, rule.submitted))]
    if any(time is not None and time.tzinfo is None for time in times):
        raise UsageError(f"A time in the policy {path} has no zone. Write it as 2026-05-01T23:59:00+02:00.")
    if policy.late != Late() and policy.due is None:
        raise UsageError(f"The policy {path} has rules for late work but no `due` date.")
    return policy


def apply_policy(policy: Policy, results: Results, earlier: Mapping[str, Sequence[ScoredRun]] = NO_EARLIER) -> Applied:
    """The results as the policy has them; `earlier` are other attempts of the students, the oldest first.

    Raises UsageError where the policy names a question or a check that is not in the results.
    """
    _check_names(policy, results)
    runs = changed(results.runs, lambda run: _best(policy, run, earlier.get(run.student, ())))
    extra = set(policy.extra_credit.questions) if policy.extra_credit else set()
    points = sum(question.points for question in results.assignment.questions if question.name not in extra)
    assignment = msgspec.structs.replace(results.assignment, points=points)
    return Applied(
        results=msgspec.structs.replace(results, assignment=assignment, runs=runs),
        remarks=tuple(_remarks(policy, results)),
    )


def _check_names(policy: Policy, results: Results) -> None:
    questions = {question.name for question in results.assignment.questions}
    checks = {check.id for run in in_short(results).runs for check in run.checks}
    extra = policy.extra_credit.questions if policy.extra_credit else ()
    unknown = sorted((set(extra) - questions) | (set(policy.visibility) - questions - checks - {"default"}))
    if unknown and results.runs:
        raise UsageError(
            f"The policy names {', '.join(unknown)}, which is neither a question nor a check of these results. "
            f"The questions are {', '.join(sorted(questions))}."
        )


def _remarks(policy: Policy, results: Results) -> list[str]:
    """Whom the policy means but does not reach."""
    results = in_short(results)
    present = {run.student for run in results.runs}
    remarks = [f"{name} is in the policy but not in the results." for name in policy.students if name not in present]
    if policy.late != Late():
        timeless = [run.student for run in results.runs if _submitted(policy, run) is None and run.earned]
        remarks += [f"When {name} handed in is not known: taken as in time." for name in timeless]
    return remarks


def _best(policy: Policy, run: ScoredRun, earlier: Sequence[ScoredRun]) -> ScoredRun:
    """The attempt that counts, with its effects; of equal ones the later."""
    last = _applied(policy, run)
    if policy.attempts is Attempts.LAST or not earlier:
        return last
    tried = [*(_applied(policy, attempt) for attempt in earlier), last]
    best = max(reversed(tried), key=lambda attempt: attempt.earned)
    if best is last:
        return last
    reason = f"the attempt handed in {_when(best)} counts, the best of {len(tried)}"
    gained = PolicyEffect(
        kind="attempt", points=_rounded(best.earned_before_policy - last.earned_before_policy), reason=reason
    )
    return msgspec.structs.replace(best, effects=(gained, *best.effects))


def _when(run: ScoredRun) -> str:
    return run.submitted.replace("T", " ").replace("Z", " UTC") if run.submitted else "earlier"


def _applied(policy: Policy, run: ScoredRun) -> ScoredRun:
    """One attempt with its tiers, its extra credit, and what lateness then costs, in this order."""
    checks = tuple(
        msgspec.structs.replace(check, visibility=_tier(policy, check)) if policy.visibility else check
        for check in run.checks
    )
    run = msgspec.structs.replace(run, checks=checks)
    if policy.extra_credit:
        run = _with_extra_credit(policy.extra_credit, run)
    late = _late(policy, run)
    return _effected(run, late) if late else run


def _effected(run: ScoredRun, effect: PolicyEffect) -> ScoredRun:
    """The run with one effect more; no mark falls below nothing."""
    earned = max(0.0, _rounded(run.earned + effect.points))
    return msgspec.structs.replace(run, effects=(*run.effects, effect), earned=earned)


def _tier(policy: Policy, check: ScoredCheck) -> Visibility:
    default = policy.visibility.get("default", check.visibility)
    return policy.visibility.get(check.id, policy.visibility.get(check.question, default))


def _with_extra_credit(rule: ExtraCredit, run: ScoredRun) -> ScoredRun:
    """The run with the others' points as possible ones, what that means, and without what is above the cap."""
    scores = [run.question_score(name) for name in rule.questions]
    on_top = sum(score.earned for score in scores)
    run = msgspec.structs.replace(run, possible=_rounded(run.possible - sum(score.possible for score in scores)))
    if on_top:
        reason = f"{_plain(on_top)} of the points are extra credit, on top of {_plain(run.possible)}"
        run = _effected(run, PolicyEffect(kind="extra_credit", points=0.0, reason=reason))
    most = math.inf if rule.cap_percent is None else run.possible * rule.cap_percent / 100
    if run.earned > most:
        reason = f"at most {_plain(rule.cap_percent or 0)} % of the points count"
        run = _effected(run, PolicyEffect(kind="cap", points=_rounded(most - run.earned), reason=reason))
    return run


def _late(policy: Policy, run: ScoredRun) -> PolicyEffect | None:
    """What lateness takes; None where it takes nothing, or the time is not known."""
    submitted, due = _submitted(policy, run), _due(policy, run)
    if submitted is None or due is None or submitted <= due:
        return None
    rule, free = policy.late, _free_days(policy, run)
    days = math.ceil((submitted - due) / DAY)
    said = f"{days} {_days(days)} late"
    if rule.closed_after_days is not None and days > rule.closed_after_days:
        reason = f"{said}; nothing counts after {rule.closed_after_days} {_days(rule.closed_after_days)}"
        return PolicyEffect(kind="late", points=-run.earned, reason=reason)
    charged = max(0, days - free)
    percent = min(rule.max_percent, rule.percent_per_day * charged)
    base = run.possible if rule.of is Of.POSSIBLE else run.earned
    taken = min(run.earned, _rounded(base * percent / 100))
    used = min(days, free)
    return PolicyEffect(
        kind="late",
        points=-taken if taken else 0.0,
        reason=f"{said}{f', {used} of them free' if used else ''}: {_plain(percent)} % of the {rule.of} points",
    )


def _submitted(policy: Policy, run: ScoredRun) -> datetime | None:
    """When the attempt was handed in; the time in the policy is for the one that no platform tells the time of."""
    if run.submitted:
        return datetime.fromisoformat(run.submitted).astimezone(UTC)
    return _rule(policy, run).submitted


def _due(policy: Policy, run: ScoredRun) -> datetime | None:
    rule = _rule(policy, run)
    due = rule.due or policy.due
    if due is None:
        return None
    return due + timedelta(hours=rule.extension_hours, minutes=policy.late.grace_minutes)


def _free_days(policy: Policy, run: ScoredRun) -> int:
    own = _rule(policy, run).free_days
    return policy.late.free_days if own is None else own


def _rule(policy: Policy, run: ScoredRun) -> StudentRule:
    return policy.students.get(run.student, StudentRule())


def _days(number: int) -> str:
    return "day" if number == 1 else "days"


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rounded(value: float) -> float:
    """Points without the dust of decimal arithmetic."""
    return round(value, 6) + 0.0
