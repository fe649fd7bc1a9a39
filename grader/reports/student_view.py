"""What a student may be shown of a Run: checks that are held back appear as one line without a name."""

from collections.abc import Container

import msgspec

from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import SAME_CAUSE, PolicyEffect, ScoredCheck, ScoredRun, Visibility
from grader.records.verdict import Verdict
from grader.reports.wording import GRADER_FAULT, own_reason, points

NOT_JUDGED = (Status.UNREADABLE, Status.MISSING)
WAITS_FOR_HIDDEN = "Not judged, because a hidden check is needed first."


class Line(Record, frozen=True, kw_only=True):
    """One check as a student may see it, or all that are held back together; `verdict` is the worst of them."""

    id: str
    question: str
    title: str
    verdict: Verdict
    earned: float
    possible: float
    message: str = ""
    hint: str = ""

    @property
    def text(self) -> str:
        """Reason and hint, one to a line."""
        return "\n".join(part for part in (self.message, self.hint and f"Hint: {self.hint}") if part)


def lines(run: ScoredRun) -> tuple[Line, ...]:
    """The visible checks in their order, then one line for all others."""
    run = unnamed(run)
    shown = tuple(_line(check, run) for check in run.checks if check.visibility is Visibility.VISIBLE)
    held_back = [check for check in run.checks if check.visibility is not Visibility.VISIBLE]
    return (*shown, _together(held_back)) if held_back else shown


def for_student(run: ScoredRun, shown: Container[Visibility] = (Visibility.VISIBLE,)) -> ScoredRun:
    """The run for a page that its student gets: a check that is held back keeps its points, and says nothing else.

    `shown` are the tiers whose time has come.
    """
    held_back = [check for check in run.checks if check.visibility not in shown]
    if not held_back:
        return run
    names = {check.id: f"{check.question}.hidden_{number}" for number, check in enumerate(held_back, start=1)}
    checks = tuple(
        _veiled(check, names[check.id]) if check.id in names else check for check in unnamed(run, shown).checks
    )
    # What was measured of a training is the evidence of a check.
    training = None if any("confusion" in check.evidence for check in held_back) else run.training
    return msgspec.structs.replace(run, checks=checks, training=training)


def _veiled(check: ScoredCheck, id: str) -> ScoredCheck:
    return ScoredCheck(
        id=id,
        question=check.question,
        title="Hidden check",
        verdict=check.verdict,
        earned=check.earned,
        possible=check.possible,
        reason="",
        visibility=check.visibility,
        graded=check.graded,
    )


def unnamed(run: ScoredRun, shown: Container[Visibility] = (Visibility.VISIBLE,)) -> ScoredRun:
    """The run in which no check tells the title of one that is held back: to wait for it, to fail for its cause."""
    hidden = {check.id for check in run.checks if check.visibility not in shown}
    return msgspec.structs.replace(run, checks=tuple(_without_names(check, hidden) for check in run.checks))


def _without_names(check: ScoredCheck, hidden: Container[str]) -> ScoredCheck:
    if check.waits_for in hidden:
        check = msgspec.structs.replace(check, reason=WAITS_FOR_HIDDEN, waits_for="")
    if check.evidence.get(SAME_CAUSE) in hidden:
        check = msgspec.structs.replace(check, hint="", evidence={})
    return check


def message(check: ScoredCheck, run: ScoredRun) -> str:
    """Why the check ended so, for the student; empty where there is nothing to explain."""
    if check.verdict is Verdict.ERROR:
        return GRADER_FAULT
    return "" if check.verdict is Verdict.PASS else own_reason(check, run) or run.problem


def remarks(run: ScoredRun) -> tuple[str, ...]:
    """What is to be said about the whole hand-in: its problem, what a policy changed, and the notes."""
    changed = (_changed(effect) for effect in run.effects)
    return tuple(text for text in (run.problem, *changed, *run.notes) if text)


def _changed(effect: PolicyEffect) -> str:
    said = effect.reason[:1].upper() + effect.reason[1:]
    return f"{said}." if not effect.points else f"{said} ({signed(effect.points)} points)."


def signed(value: float) -> str:
    """Points with their sign: `+2`, `-1.5`."""
    return f"{'-' if value < 0 else '+'}{points(abs(value))}"


def _line(check: ScoredCheck, run: ScoredRun) -> Line:
    return Line(
        id=check.id,
        question=check.question,
        title=check.title,
        verdict=check.verdict,
        earned=check.earned,
        possible=check.possible,
        message=message(check, run),
        hint="" if check.verdict in (Verdict.PASS, Verdict.ERROR) else check.hint,
    )


def _together(checks: list[ScoredCheck]) -> Line:
    passed = sum(check.earned == check.possible for check in checks)
    noun = "hidden check" if len(checks) == 1 else "hidden checks"
    complete = passed == len(checks)
    return Line(
        id="hidden",
        question="hidden",
        title=f"{len(checks)} {noun}",
        verdict=Verdict.PASS if complete else Verdict.FAIL,
        earned=sum(check.earned for check in checks),
        possible=sum(check.possible for check in checks),
        message="" if complete else f"{passed} of {len(checks)} passed.",
    )
