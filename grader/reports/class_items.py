"""How each check did in a class: difficulty, discrimination, alarms, and the mistakes that were recognised."""

import math
from array import array
from collections import Counter
from collections.abc import Sequence

from grader.records.base import Record
from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.wording import percent

MISSED = frozenset({Verdict.FAIL, Verdict.INCONCLUSIVE})
TOP_SHARE = 0.27  # the upper group of item analysis (Kelley, Journal of Educational Psychology 30, 1939)
LEAST_STUDENTS = 6  # of a class in which "the best" means something


class PassRate(Record, frozen=True, kw_only=True):
    """How a class did at one check. `judged` leaves out the runs where the grader itself failed.

    `discrimination` is the correlation of passing with the points of all other checks, -1 to 1; None where everyone
    did the same.
    """

    id: str
    title: str
    passed: int
    judged: int
    counts: dict[Verdict, int]
    discrimination: float | None = None

    @property
    def percent(self) -> float:
        """Passed of judged, 0 to 100; 0 when nobody was judged."""
        return percent(self.passed, self.judged)


class Alarm(Record, frozen=True, kw_only=True):
    """A check that most of the best students miss: more likely a fault of the check than of theirs."""

    id: str
    title: str
    missed: int
    best: int


class Misconception(Record, frozen=True, kw_only=True):
    """A known mistake and the students whose code behaves like it."""

    name: str
    question: str
    students: tuple[str, ...]


def pass_rates(results: Results) -> list[PassRate]:
    """Every check with how the class did at it, the hardest first; equals stay in the order declared."""
    rates = [_pass_rate(row) for row in _rows(results).values()]
    return sorted(rates, key=lambda rate: rate.percent)


def alarms(results: Results) -> list[Alarm]:
    """Checks that more than half of the students miss who are the best at everything else."""
    found = []
    for row in _rows(results).values():
        best = _best(row) if len(row.checks) >= LEAST_STUDENTS else []
        missed = sum(check.verdict in MISSED for check in best)
        if missed * 2 > len(best):
            found.append(Alarm(id=row.checks[0].id, title=row.checks[0].title, missed=missed, best=len(best)))
    return found


def misconceptions(results: Results) -> list[Misconception]:
    """Known mistakes that were recognised, the most frequent first; a student counts once for each."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for run in results.runs:
        for check in run.checks:
            if check.diagnosis:
                found.setdefault((check.diagnosis, check.question), {})[run.student] = None
    named = [Misconception(name=n, question=q, students=tuple(students)) for (n, q), students in found.items()]
    return sorted(named, key=lambda each: -len(each.students))


class Row:
    """One check of every student who has it, with the points that each has for everything else."""

    def __init__(self) -> None:
        self.checks: list[ScoredCheck] = []
        self.rests = array("d")  # the checks of a large class are shared, these are not

    def add(self, run: ScoredRun, check: ScoredCheck) -> None:
        """The check of one more student."""
        self.checks.append(check)
        self.rests.append(run.earned - check.earned)


def _rows(results: Results) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for run in results.runs:
        for check in run.checks:
            rows.setdefault(check.id, Row()).add(run, check)
    return rows


def _pass_rate(row: Row) -> PassRate:
    counts = Counter(check.verdict for check in row.checks)
    judged = [(c, rest) for c, rest in zip(row.checks, row.rests, strict=True) if c.verdict is not Verdict.ERROR]
    return PassRate(
        id=row.checks[0].id,
        title=row.checks[0].title,
        passed=counts[Verdict.PASS],
        judged=len(judged),
        counts={verdict: counts[verdict] for verdict in Verdict},
        discrimination=correlation(
            [float(check.verdict is Verdict.PASS) for check, _ in judged],
            [rest for _, rest in judged],
        ),
    )


def _best(row: Row) -> list[ScoredCheck]:
    """This check of the students who are the best at the others; with them who are as good as the last of these."""
    rests = sorted(row.rests, reverse=True)
    least = rests[max(1, round(TOP_SHARE * len(rests))) - 1]
    return [check for check, rest in zip(row.checks, row.rests, strict=True) if rest >= least]


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's correlation, -1 to 1; None where one side does not vary or there are fewer than three values."""
    if len(left) < 3:
        return None
    middle, centre = math.fsum(left) / len(left), math.fsum(right) / len(right)
    across = math.fsum((a - middle) * (b - centre) for a, b in zip(left, right, strict=True))
    spread = math.sqrt(math.fsum((a - middle) ** 2 for a in left) * math.fsum((b - centre) ** 2 for b in right))
    return max(-1.0, min(1.0, across / spread)) if spread > 1e-12 else None
