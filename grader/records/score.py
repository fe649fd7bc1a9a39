"""Points: computed from a Run when reporting, so that changed points need no new execution."""

from collections.abc import Mapping

from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.run import Run
from grader.records.verdict import CheckResult, Verdict


class Score(Record, frozen=True, kw_only=True):
    """Earned and possible points."""

    earned: float = 0.0
    possible: float = 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(earned=self.earned + other.earned, possible=self.possible + other.possible)


EARNING = frozenset({Verdict.PASS, Verdict.ERROR})  # an ERROR is the grader's fault and costs no points


def score_checks(run: Run, assignment: Assignment) -> Mapping[str, Score]:
    """Points per check of the questions the Run was asked about; a check without a result earns nothing."""
    shares = {result.check: _share(result) for result in run.checks}
    return {
        check.id: Score(earned=check.points * shares.get(check.id, 0.0), possible=check.points)
        for check in assignment.checks(run.questions)
    }


def _share(result: CheckResult) -> float:
    """The share of its points that a check earns; only a FAIL can earn a part of them."""
    if result.verdict in EARNING:
        return 1.0
    return result.credit if result.verdict is Verdict.FAIL else 0.0


def score(run: Run, assignment: Assignment) -> Score:
    """Points of the whole Run."""
    return sum(score_checks(run, assignment).values(), Score())
