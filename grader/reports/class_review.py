"""Which submissions a person should look at before the marks go out, and why."""

from collections.abc import Iterator

from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.class_figures import margins
from grader.reports.wording import STATUS_WORDS

HARD_ENDS = frozenset(
    {
        Status.TIMED_OUT,
        Status.OUT_OF_MEMORY,
        Status.KERNEL_DIED,
        Status.UNREADABLE,
        Status.MISSING,
        Status.SET_ASIDE,
    }
)


class ToReview(Record, frozen=True, kw_only=True):
    """One student with the reasons to look."""

    student: str
    reasons: tuple[str, ...]


def to_review(results: Results) -> list[ToReview]:
    """Students with something a program should not decide alone, those with the most reasons first."""
    close = {each.student for each in margins(results) if each.is_close}
    found = [ToReview(student=run.student, reasons=tuple(_reasons(run, run.student in close))) for run in results.runs]
    return sorted((each for each in found if each.reasons), key=lambda each: -len(each.reasons))


def _reasons(run: ScoredRun, is_close: bool) -> Iterator[str]:
    if any(check.verdict is Verdict.ERROR for check in run.checks):
        yield "The grader failed in a check."
    inconclusive = sum(check.verdict is Verdict.INCONCLUSIVE for check in run.checks)
    if inconclusive:
        yield f"{inconclusive} {'check is' if inconclusive == 1 else 'checks are'} inconclusive."
    if run.status in HARD_ENDS:
        yield f"The notebook: {STATUS_WORDS[run.status]}."
    yield from (f"{flag.title}." for flag in run.flags)
    if run.flags:
        yield "See the flags."
    if is_close:
        yield "The accuracy is so near to what was asked for that chance decides."
