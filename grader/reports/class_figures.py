"""Figures of a whole class: mean, quartiles, distribution, pass rates; all defined for nobody, too."""

import statistics
from collections import Counter
from collections.abc import Sequence

from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import Results, ScoredCheck, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.wording import percent

BINS = 10


class Quartiles(Record, frozen=True, kw_only=True):
    """Where the totals of a class lie, in points."""

    mean: float
    lower: float
    median: float
    upper: float


class PassRate(Record, frozen=True, kw_only=True):
    """How a class did at one check. `judged` leaves out the runs where the grader itself failed."""

    id: str
    title: str
    passed: int
    judged: int
    counts: dict[Verdict, int]

    @property
    def percent(self) -> float:
        """Passed of judged, 0 to 100; 0 when nobody was judged."""
        return percent(self.passed, self.judged)


def quartiles(totals: Sequence[float]) -> Quartiles | None:
    """Mean, median and quartiles (interpolated between students, both ends included); None for nobody."""
    if not totals:
        return None
    # statistics.quantiles wants two values; a class of one is its own quartile.
    lower, median, upper = statistics.quantiles([*totals] * (2 if len(totals) == 1 else 1), n=4, method="inclusive")
    return Quartiles(mean=statistics.fmean(totals), lower=lower, median=median, upper=upper)


def distribution(results: Results) -> list[int]:
    """Students per tenth of the possible points; a full score is in the last tenth."""
    counts = [0] * BINS
    for run in results.runs:
        tenth = int(percent(run.earned, run.possible) * BINS / 100 + 1e-9)
        counts[min(BINS - 1, tenth)] += 1
    return counts


def pass_rates(results: Results) -> list[PassRate]:
    """Every check with how the class did at it, the hardest first; equals stay in the order declared."""
    rows: dict[str, list[ScoredCheck]] = {}
    for run in results.runs:
        for check in run.checks:
            rows.setdefault(check.id, []).append(check)
    return sorted((_pass_rate(row) for row in rows.values()), key=lambda rate: rate.percent)


def _pass_rate(row: list[ScoredCheck]) -> PassRate:
    counts = Counter(check.verdict for check in row)
    return PassRate(
        id=row[0].id,
        title=row[0].title,
        passed=counts[Verdict.PASS],
        judged=len(row) - counts[Verdict.ERROR],
        counts={verdict: counts[verdict] for verdict in Verdict},
    )


def statuses(results: Results) -> list[tuple[Status, int]]:
    """How many submissions ended with each status that occurs, the mildest first."""
    counts = Counter(run.status for run in results.runs)
    return [(status, counts[status]) for status in Status if counts[status]]


def equal_code(results: Results) -> list[tuple[ScoredRun, ...]]:
    """Groups of students who handed in the same code, the largest first; equals in the order of the class."""
    groups: dict[str, list[ScoredRun]] = {}
    for run in results.runs:
        if run.same_code_as:
            groups.setdefault(run.code_hash, []).append(run)
    return sorted((tuple(group) for group in groups.values()), key=lambda group: -len(group))


def grader_faults(results: Results) -> list[str]:
    """Students with a check in which the grader itself failed."""
    return [run.student for run in results.runs if any(c.verdict is Verdict.ERROR for c in run.checks)]
