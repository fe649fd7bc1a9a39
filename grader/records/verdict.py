"""What a check can conclude, and the words it says about it."""

import enum
from collections.abc import Iterable
from typing import Any

from grader.records.base import Record


class Verdict(enum.StrEnum):
    """The outcome of a check; ordered, the worst wins (after the verdicts of TTCN-3)."""

    SKIPPED = "skipped"
    PASS = "pass"
    INCONCLUSIVE = "inconclusive"
    FAIL = "fail"
    ERROR = "error"

    @property
    def severity(self) -> int:
        """Position in the order SKIPPED < PASS < INCONCLUSIVE < FAIL < ERROR."""
        return list(Verdict).index(self)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The most severe verdict; SKIPPED when there is none."""
    return max(verdicts, key=lambda verdict: verdict.severity, default=Verdict.SKIPPED)


class Finding(Record, frozen=True, kw_only=True):
    """What one check concluded: a reason for everyone, evidence for staff only."""

    verdict: Verdict
    reason: str
    evidence: dict[str, Any] = {}
    credit: float = 0.0  # share of the points that a FAIL earns all the same, 0 to 1


def passed(reason: str, **evidence: Any) -> Finding:
    """A finding that earns the check's points."""
    return Finding(verdict=Verdict.PASS, reason=reason, evidence=evidence)


def failed(reason: str, **evidence: Any) -> Finding:
    """A finding that loses the check's points, with the reason a student reads."""
    return Finding(verdict=Verdict.FAIL, reason=reason, evidence=evidence)


class Place(Record, frozen=True, kw_only=True):
    """A line of the student's code: of the cell that defines this function, from 1."""

    function: str
    line: int


class CheckResult(Record, frozen=True, kw_only=True):
    """A finding bound to its check, with the hint the student gets when it is not a pass.

    `credit` is the share of the points that a FAIL earns all the same, where its check gives partial credit.

    The assignment may be reworded later: where `has_own_hint`, the check's own hint was given, and `waits_for` is the
    id of the check whose title stands in the reason; both are said in the assignment's present words when reporting.
    `place` is where the code raised what the reason tells of.
    """

    check: str
    question: str
    verdict: Verdict
    reason: str
    hint: str = ""
    diagnosis: str | None = None
    evidence: dict[str, Any] = {}
    has_own_hint: bool = False
    waits_for: str = ""
    credit: float = 0.0
    place: Place | None = None


class Flag(Record, frozen=True, kw_only=True):
    """Something about a submission that a person should look at; it never costs a point. For staff only."""

    id: str
    title: str
    evidence: dict[str, Any] = {}


def waiting(title: str) -> str:
    """The reason of a check that was not judged, because the check with this title did not pass."""
    return f"Not judged, because this is needed first: “{title}”."
