"""Figures of a whole class: mean, quartiles, distribution, margins, time; all defined for nobody, too."""

import math
import statistics
from collections import Counter
from collections.abc import Sequence

from grader.records.base import Record
from grader.records.execution import Status
from grader.records.results import Results, ScoredRun
from grader.records.verdict import Verdict
from grader.reports.wording import percent

BINS = 10


class Quartiles(Record, frozen=True, kw_only=True):
    """Where the totals of a class lie, in points."""

    mean: float
    lower: float
    median: float
    upper: float


class Margin(Record, frozen=True, kw_only=True):
    """How far a trained model is from the accuracy asked for; `chance` is what chance alone may move it by."""

    student: str
    accuracy: float
    threshold: float
    chance: float

    @property
    def is_close(self) -> bool:
        """Whether other held-back images could have decided otherwise."""
        return abs(self.accuracy - self.threshold) <= self.chance


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


def margins(results: Results) -> list[Margin]:
    """Of every trained model, the nearest to its threshold first; `chance` is 1.96 binomial standard errors."""
    found = [
        Margin(
            student=run.student,
            accuracy=run.training.accuracy,
            threshold=run.training.threshold,
            chance=1.96 * math.sqrt(run.training.accuracy * (1 - run.training.accuracy) / max(1, run.training.images)),
        )
        for run in results.runs
        if run.training is not None
    ]
    return sorted(found, key=lambda margin: abs(margin.accuracy - margin.threshold))


def histogram(values: Sequence[float], bins: int = BINS) -> tuple[list[int], list[float]]:
    """How many values lie in each of equal parts from 0 to the largest, and where these parts begin."""
    top = max(values, default=0.0) or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, max(0, int(value / top * bins)))] += 1
    return counts, [top * part / bins for part in range(bins)]


def slowest(results: Results, most: int = 5) -> list[ScoredRun]:
    """The submissions that took longest."""
    return sorted(results.runs, key=lambda run: -run.seconds)[:most]


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
