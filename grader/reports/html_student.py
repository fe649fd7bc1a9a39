"""One student's page: points, what to fix first, every check beside the student's code, the network, the training."""

import math
from collections.abc import Sequence
from itertools import groupby, zip_longest

from grader.records.adjustment import CHANGES_POINTS, Act, Adjustment
from grader.records.base import Record
from grader.records.execution import CellRun, Status
from grader.records.observation import WeightShape
from grader.records.results import SAME_CAUSE, QuestionHead, Results, ScoredCheck, ScoredRun
from grader.records.run import Misread, Network, Training
from grader.records.score import Score
from grader.records.verdict import Verdict
from grader.reports.charts import Curve, curve, finite_points, shade
from grader.reports.html_page import render_page
from grader.reports.listing import Listing, listings
from grader.reports.wording import lost, own_reason

MISSED = frozenset({Verdict.FAIL, Verdict.INCONCLUSIVE})
NOTHING_CHECKED = frozenset({Status.UNREADABLE, Status.MISSING})
MOST_CONFUSIONS = 3


class CheckView(Record, frozen=True, kw_only=True):
    """A check as the page shows it, with the anchor links go to; `line` is where the code shown beside it raised."""

    anchor: str
    check: ScoredCheck
    reason: str
    line: int = 0


class Fix(Record, frozen=True, kw_only=True):
    """A check that was missed by itself, its points, and those of checks that wait for it or have the same cause."""

    view: CheckView
    points: float
    waiting: int
    waiting_points: float

    @property
    def worth(self) -> float:
        """All points that are lost until it is mended."""
        return self.points + self.waiting_points


class QuestionView(Record, frozen=True, kw_only=True):
    """A question with its points, its checks and the code it asked for."""

    anchor: str
    head: QuestionHead
    score: Score
    checks: tuple[CheckView, ...]
    listings: tuple[Listing, ...]
    adjustments: tuple[Adjustment, ...] = ()


class WeightRow(Record, frozen=True, kw_only=True):
    """One weight of the network beside the expected one; empty where one side has none."""

    observed: str
    observed_count: int | None
    expected: str
    expected_count: int | None
    agrees: bool


class NetworkView(Record, frozen=True, kw_only=True):
    """The weights of the network and their sums."""

    rows: tuple[WeightRow, ...]
    observed: int
    expected: int


class MisreadView(Record, frozen=True, kw_only=True):
    """Examples of one confusion."""

    true: int
    predicted: int
    images: tuple[Misread, ...]


class ConfusionCell(Record, frozen=True, kw_only=True):
    """One count of the confusion matrix with its level of shading."""

    count: int
    level: int
    is_right: bool


class TrainingView(Record, frozen=True, kw_only=True):
    """What was measured of a training, and its curves where they have something to show."""

    training: Training
    loss: Curve | None
    accuracy: Curve | None
    confusion: tuple[tuple[ConfusionCell, ...], ...]
    confusions: tuple[tuple[int, int, int], ...]  # count, true, predicted
    misread: tuple[MisreadView, ...]
    chance: float  # half the width of the interval that chance alone explains, as a fraction


def render_student(results: Results, run: ScoredRun) -> str:
    """The page of one Run of these results, as a whole HTML document."""
    questions = _questions(results, run)
    return render_page(
        "student.html",
        results=results,
        run=run,
        questions=questions,
        to_fix=_to_fix(questions, run),
        effects=[effect for effect in run.effects if effect.kind != "attempt"],
        attempt=next((effect.reason for effect in run.effects if effect.kind == "attempt"), ""),
        faults=[check.id for check in run.checks if check.verdict is Verdict.ERROR],
        all_passed=bool(run.checks) and all(c.verdict is Verdict.PASS for c in run.checks),
        nothing_checked=run.status in NOTHING_CHECKED,
        shows_checks=run.status not in NOTHING_CHECKED or bool(run.adjustments),
        broken_cells=_broken_cells(run),
        notes=[*run.notes, *run.execution.notes],
        network=_network(run.network) if run.network else None,
        training=_training(run.training) if run.training else None,
        by_hand=[each for each in run.adjustments if each.act in CHANGES_POINTS],
        remarks=[each for each in run.adjustments if each.act is Act.COMMENT and not each.target],
    )


def _questions(results: Results, run: ScoredRun) -> list[QuestionView]:
    heads = results.assignment.questions
    anchors = _anchors(heads, run)
    code = {each.name: each for each in listings(run, (name for head in heads for name in head.functions), anchors)}
    shown: set[str] = set()  # code that an earlier question has beside it already
    views = []
    for number, head in enumerate(heads, start=1):
        views.append(
            QuestionView(
                anchor=f"q{number}",
                head=head,
                score=run.question_score(head.name),
                checks=tuple(_check(check, run, anchors, code) for check in run.checks if check.question == head.name),
                listings=tuple(code[name] for name in head.functions if name in code and name not in shown),
                adjustments=tuple(each for each in run.adjustments if _concerns(each, head.name)),
            )
        )
        shown.update(head.functions)
    return views


def _anchors(heads: Sequence[QuestionHead], run: ScoredRun) -> dict[str, str]:
    """Where each check stands on the page."""
    return {
        check.id: f"q{number}-{place}"
        for number, head in enumerate(heads, start=1)
        for place, check in enumerate((c for c in run.checks if c.question == head.name), start=1)
    }


def _check(check: ScoredCheck, run: ScoredRun, anchors: dict[str, str], code: dict[str, Listing]) -> CheckView:
    place = check.place
    is_shown = place is not None and place.function in code and place.line in code[place.function].marks
    return CheckView(
        anchor=anchors[check.id],
        check=check,
        reason=own_reason(check, run),
        line=place.line if place is not None and is_shown else 0,
    )


def _concerns(adjustment: Adjustment, question: str) -> bool:
    return adjustment.target.partition(".")[0] == question


def _to_fix(questions: list[QuestionView], run: ScoredRun) -> list[Fix]:
    """Checks that lost points by themselves: failed before inconclusive, then those that hold up most."""
    views = [view for question in questions for view in question.checks if view.check.verdict in MISSED]
    alone = {view.check.id for view in views if not view.check.evidence.get(SAME_CAUSE)}
    telling = (view for view in views if view.reason or view.check.hint)  # a hidden check says nothing to act on
    missed = [_fix(view, run) for view in telling if view.check.evidence.get(SAME_CAUSE) not in alone]
    return sorted(missed, key=lambda fix: (-fix.view.check.verdict.severity, -fix.worth))


def _fix(view: CheckView, run: ScoredRun) -> Fix:
    reached, waiting = {view.check.id}, list[ScoredCheck]()
    while following := [c for c in run.checks if _leads_to(c) & reached and c.id not in reached]:
        waiting += following
        reached.update(check.id for check in following)
    return Fix(
        view=view, points=lost(view.check), waiting=len(waiting), waiting_points=sum(lost(check) for check in waiting)
    )


def _broken_cells(run: ScoredRun) -> list[CellRun]:
    return [cell for cell in run.execution.cells if cell.status is not Status.OK]


def _training(training: Training) -> TrainingView:
    accuracy = [
        (step, value if value is not None and 0 <= value <= 1 else None)
        for step, value in finite_points(training.curve_steps, training.curve_accuracy)
    ]
    return TrainingView(
        training=training,
        loss=curve(finite_points(training.curve_steps, training.curve_loss)),
        accuracy=curve(accuracy, _accuracy_bounds(accuracy, training), training.threshold, marks=_measured(training)),
        confusion=_confusion(training),
        confusions=_confusions(training),
        misread=_misread(training.misread),
        chance=1.96 * math.sqrt(training.accuracy * (1 - training.accuracy) / max(1, training.images)),
    )


def _leads_to(check: ScoredCheck) -> set[str]:
    """The checks with which this one would be mended."""
    cause = check.evidence.get(SAME_CAUSE) if check.verdict in MISSED else None
    return {name for name in (check.waits_for, cause) if name}


def _measured(training: Training) -> list[tuple[float, float]]:
    """Steps and measured accuracy of every attempt whose steps were counted, the one that counts last."""
    tried = [
        (float(each.steps), each.accuracy) for each in training.attempts if each.steps and each.accuracy is not None
    ]
    best = (float(training.steps), training.accuracy)
    return [*(pair for pair in tried if pair != best), *([best] if training.steps else [])]


def _misread(images: tuple[Misread, ...]) -> tuple[MisreadView, ...]:
    return tuple(
        MisreadView(true=true, predicted=predicted, images=tuple(group))
        for (true, predicted), group in groupby(images, key=lambda image: (image.true, image.predicted))
    )


def _network(network: Network) -> NetworkView:
    pairs = zip_longest(network.observed, network.expected)
    return NetworkView(
        rows=tuple(_weight_row(*pair) for pair in pairs),
        observed=sum(_count(weight) for weight in network.observed),
        expected=sum(_count(weight) for weight in network.expected),
    )


def _weight_row(observed: WeightShape | None, expected: WeightShape | None) -> WeightRow:
    return WeightRow(
        observed=_weight(observed),
        observed_count=_count(observed) if observed else None,
        expected=_weight(expected),
        expected_count=_count(expected) if expected else None,
        agrees=observed == expected,
    )


def _weight(weight: WeightShape | None) -> str:
    if weight is None:
        return ""
    return " × ".join(map(str, weight.shape or (1,))) + ("" if weight.trainable else ", fixed")


def _count(weight: WeightShape) -> int:
    return math.prod(weight.shape)


def _accuracy_bounds(data: list[tuple[float, float | None]], training: Training) -> tuple[float, float]:
    known = [value for _, value in (*data, *_measured(training)) if value is not None]
    return (max(0.0, min([*known, training.threshold]) - 0.02), 1.0)


def _confusion(training: Training) -> tuple[tuple[ConfusionCell, ...], ...]:
    """The counts, right and wrong ones shaded on scales of their own, so that rare confusions show."""
    right = max((row[true] for true, row in enumerate(training.confusion) if true < len(row)), default=0)
    wrong = max((count for count, _, _ in _wrong(training)), default=0)
    return tuple(
        tuple(
            ConfusionCell(
                count=count,
                level=shade(count, right if true == predicted else wrong),
                is_right=true == predicted,
            )
            for predicted, count in enumerate(row)
        )
        for true, row in enumerate(training.confusion)
    )


def _confusions(training: Training) -> tuple[tuple[int, int, int], ...]:
    return tuple(sorted(_wrong(training), key=lambda entry: -entry[0])[:MOST_CONFUSIONS])


def _wrong(training: Training) -> list[tuple[int, int, int]]:
    return [
        (count, true, predicted)
        for true, row in enumerate(training.confusion)
        for predicted, count in enumerate(row)
        if true != predicted and count > 0
    ]
