"""What changed between two Runs of one student: why there is a second one, and which marks moved."""

from collections.abc import Iterable

import msgspec

from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import ScoredRun, scored
from grader.records.run import Environment, Run
from grader.records.score import Score
from grader.records.verdict import Verdict


class Shift(Record, frozen=True, kw_only=True):
    """A check that concluded something else than before; None where the check did not exist."""

    check: str
    before: Verdict | None
    after: Verdict | None


class Past(Record, frozen=True, kw_only=True):
    """A student's earlier mark with a `remark` where it does not compare with one of now."""

    run: ScoredRun
    remark: str = ""


class Move(Record, frozen=True, kw_only=True):
    """One student's mark before and after grading again, the checks that shifted, and why it was graded again."""

    student: str
    before: Score
    after: Score
    shifts: tuple[Shift, ...]
    reasons: tuple[str, ...]
    remark: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether the student has more or fewer points than before."""
        return abs(self.after.earned - self.before.earned) > 1e-9


def past_of_run(run: Run, assignment: Assignment) -> Past:
    """An earlier Run with the points the assignment gives now: those it had then are not stored."""
    return Past(run=scored(run, assignment), remark=remark(run, assignment))


def past_of_report(run: ScoredRun, assignment: Assignment) -> Past:
    """What was last reported, with the points it was reported with."""
    judged = {check.id for check in run.checks}
    questions = {check.question for check in run.checks}
    return Past(run=run, remark=_remark(judged, {check.id for check in assignment.checks(questions)}))


def move(past: Past, after: ScoredRun, reasons: tuple[str, ...] = ()) -> Move:
    """How a student's mark moved; where nobody knows why it was graded again, what moved must tell."""
    shifted = shifts(past.run, after)
    return Move(
        student=after.student,
        before=Score(earned=past.run.earned, possible=past.run.possible),
        after=Score(earned=after.earned, possible=after.possible),
        shifts=shifted,
        reasons=reasons or (("graded since the last report",) if shifted else ("changed points",)),
        remark=past.remark,
    )


def shifts(before: ScoredRun, after: ScoredRun) -> tuple[Shift, ...]:
    """The checks with another verdict, in the order of the later ones, then those that are gone."""
    old = {check.id: check.verdict for check in before.checks}
    new = {check.id: check.verdict for check in after.checks}
    return tuple(
        Shift(check=check, before=old.get(check), after=new.get(check))
        for check in dict.fromkeys([*new, *old])
        if old.get(check) is not new.get(check)
    )


def reasons(before: Run | None, after: Run) -> tuple[str, ...]:
    """Why there is a Run after the one before, in a few words each; never empty."""
    if before is None:
        found = ["first"]
    else:
        found = [
            *_of_the_submission(before, after),
            *_of_the_assignment(before, after),
            *(["other seed"] if before.seed != after.seed else []),
            *_of_the_environment(before.environment, after.environment),
        ]
        if not found:
            found = ["again after a grader error" if before.verdict is Verdict.ERROR else "forced"]
    if after.copied_from not in ("", after.student):
        found.append(f"same code as {after.copied_from}")
    return tuple(found)


def _of_the_submission(before: Run, after: Run) -> list[str]:
    if before.submission_hash == after.submission_hash:
        return ["new attempt"] if before.attempt != after.attempt else []
    is_same_code = before.code_hash == after.code_hash != ""
    return ["saved again, same code" if is_same_code else "new submission"]


def _of_the_assignment(before: Run, after: Run) -> list[str]:
    if sorted(before.questions) != sorted(after.questions):
        return ["other questions"]
    is_known = "" not in (before.basis_hash, after.basis_hash)
    is_same_basis = is_known and before.basis_hash == after.basis_hash
    if before.assignment_hash != after.assignment_hash:
        return ["changed points or texts" if is_same_basis else "changed assignment"]
    # The same two files may still ask something else, where they read others or draw without the seed.
    is_other_basis = is_known and not is_same_basis and before.seed == after.seed
    return ["changed assignment"] if is_other_basis else []


def _of_the_environment(before: Environment, after: Environment) -> list[str]:
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    changed = [f"{name} {old[name]} → {new[name]}" for name in new if old[name] != new[name]]
    return [f"other environment ({', '.join(changed)})"] if changed else []


def remark(run: Run, assignment: Assignment) -> str:
    """Where the points of an earlier Run are not those it had: its checks are not the assignment's any more."""
    judged = {result.check for result in run.checks}
    if not judged and run.status in (Status.UNREADABLE, Status.MISSING):
        return ""
    return _remark(judged, {check.id for check in assignment.checks(run.questions)})


def _remark(judged: set[str], declared: set[str]) -> str:
    gone, new = sorted(judged - declared), sorted(declared - judged)
    return " ".join([*_listed("no longer declared", gone), *_listed("not judged then", new)])


def _listed(what: str, checks: Iterable[str]) -> list[str]:
    names = ", ".join(checks)
    return [f"Checks {what}: {names}."] if names else []
