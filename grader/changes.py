"""What changed between two Runs of one student: why there is a second one, and which marks moved."""

from collections.abc import Iterable, Mapping

import msgspec

from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import ScoredRun
from grader.records.run import Environment, Run
from grader.records.score import Score, score
from grader.records.verdict import Verdict


class Shift(Record, frozen=True, kw_only=True):
    """A check that concluded something else than before; None where the check did not exist."""

    check: str
    before: Verdict | None
    after: Verdict | None


class Past(Record, frozen=True, kw_only=True):
    """What a student's mark was: points, verdict per check, and a `remark` where it does not compare with now."""

    score: Score
    verdicts: dict[str, Verdict]
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
    return Past(
        score=score(run, assignment),
        verdicts={result.check: result.verdict for result in run.checks},
        remark=remark(run, assignment),
    )


def past_of_report(run: ScoredRun, assignment: Assignment) -> Past:
    """What was last reported, with the points it was reported with."""
    verdicts = {check.id: check.verdict for check in run.checks}
    return Past(
        score=Score(earned=run.earned, possible=run.possible),
        verdicts=verdicts,
        remark=_remark(set(verdicts), {check.id for check in assignment.checks()}, set(verdicts)),
    )


def move(past: Past, after: Run, assignment: Assignment, reasons: tuple[str, ...] = ()) -> Move:
    """How a student's mark moved to that of a Run; without reasons, which are told from what moved."""
    shifted = shifts(past.verdicts, {result.check: result.verdict for result in after.checks})
    return Move(
        student=after.student,
        before=past.score,
        after=score(after, assignment),
        shifts=shifted,
        reasons=reasons or (("graded since the last report",) if shifted else ("changed points",)),
        remark=past.remark,
    )


def shifts(old: Mapping[str, Verdict], new: Mapping[str, Verdict]) -> tuple[Shift, ...]:
    """The checks with another verdict, in the order of the later ones, then those that are gone."""
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
    asked = {check.id for check in assignment.checks(run.questions)}
    return _remark(judged, {check.id for check in assignment.checks()}, asked)


def _remark(judged: set[str], known: set[str], asked: set[str]) -> str:
    gone, new = sorted(judged - known), sorted(asked - judged)
    return " ".join([*_counted("no longer declared", gone), *_counted("not judged then", new)])


def _counted(what: str, checks: Iterable[str]) -> list[str]:
    names = ", ".join(checks)
    return [f"Checks {what}: {names}."] if names else []
