"""Says what is wrong with a figure, from its curves, labels and legends: which are missing, and what stands there."""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np

from grader.checks import AxisLabels, Curves, Legend
from grader.checks.figure import are_exchanged, exchanged_names, is_same_curve
from grader.diagnose.explanation import Explanation
from grader.records.assignment import Check
from grader.records.observation import Curve, FigureFacts

RTOL, ATOL = 1e-5, 1e-7


def explain_figure(seen: FigureFacts | None, wanted: FigureFacts, missed: Sequence[Check]) -> tuple[Explanation, ...]:
    """What is wrong with a figure, for each kind of check that failed; nothing where it cannot be told."""
    found: list[Explanation] = []
    for check in missed:
        explanation = None
        if seen is None or not any(axes.curves for axes in seen.axes):
            explanation = _said("plot_nothing", "No curve is drawn.", "Which line of your function draws, and what?")
        elif isinstance(check.kind, Curves):
            explanation = explain_curves(seen, wanted)
        elif isinstance(check.kind, AxisLabels):
            explanation = _labels(seen, wanted)
        elif isinstance(check.kind, Legend):
            explanation = _legend(seen, wanted)
        if explanation is not None:
            found.append(msgspec.structs.replace(explanation, checks=(check.id,)))
    return tuple(found)


def _said(id: str, says: str, hint: str) -> Explanation:
    return Explanation(id=id, says=says, hint=hint)


def _labels(seen: FigureFacts, wanted: FigureFacts) -> Explanation:
    if any(are_exchanged(axes, wanted) for axes in seen.axes):
        text = "What is said along x belongs along y, and the other way round."
        return _said("plot_labels_exchanged", text, "Which of the two labels belongs to the epochs?")
    text = "Some axes do not say what is along x and along y."
    return _said("plot_without_labels", text, "Would somebody who has not seen your code know what is drawn?")


def _legend(seen: FigureFacts, wanted: FigureFacts) -> Explanation:
    curves = [curve for axes in wanted.axes for curve in axes.curves]
    if not any(axes.legend for axes in seen.axes):
        text = "No legend tells the curves apart."
        return _said("plot_without_legend", text, "Which curve is training, and which validation?")
    if any(exchanged_names(axes, curves) is not None for axes in seen.axes):
        text = "The legend gives two curves each the other's name."
        return _said("plot_legend_exchanged", text, "Which of the curves should lie higher? What does the legend say?")
    text = "The legend names fewer curves than there are."
    return _said("plot_legend_incomplete", text, "How many curves share the axes, and how many names has the legend?")


def explain_curves(seen: FigureFacts, wanted: FigureFacts) -> Explanation | None:
    """Which of the expected curves are missing, and what was drawn in their place."""
    drawn = [curve for axes in seen.axes for curve in axes.curves]
    asked = [curve for axes in wanted.axes for curve in axes.curves]
    present = [curve for curve in asked if any(is_same_curve(curve, each) for each in drawn)]
    missing = [curve for curve in asked if curve not in present]
    strange = [each for each in drawn if not any(is_same_curve(curve, each) for curve in asked)]
    if not missing:
        return None
    changed = _changed(missing, strange)
    if changed is not None:
        return changed
    return _leaves_out(present, missing, drawn) if not strange else None


def _leaves_out(present: Sequence[Curve], missing: Sequence[Curve], drawn: Sequence[Curve]) -> Explanation | None:
    """Names what is left out by the word that all drawn curves share and no missing one has."""
    names = ", ".join(f"“{curve.label}”" for curve in missing)
    shared: set[str] = set.intersection(*(_words(curve) for curve in present)) if present else set()
    left_out: set[str] = set().union(*(_words(curve) for curve in missing))
    only = sorted(shared - left_out)
    twice = [curve for curve in present if sum(is_same_curve(curve, each) for each in drawn) > 1]
    if only and twice:
        text = f"The curves of {only[0]} are drawn twice, and {names} not at all."
        return _said(f"plot_{only[0]}_twice", text, "Which list of the history does each of your lines draw?")
    if twice:
        text = f"A curve is drawn twice, and {names} not at all."
        return _said("plot_a_curve_twice", text, "Which list of the history does each of your lines draw?")
    if only:
        text = f"Only the curves of {only[0]} are drawn: {names} are missing."
        return _said(f"plot_{only[0]}_only", text, "How many lists has the history, and how many of them do you draw?")
    text = f"Of the curves {names} are missing."
    return _said("plot_leaves_out_a_curve", text, "How many lists has the history, and how many of them do you draw?")


def _words(curve: Curve) -> set[str]:
    return set(re.findall(r"[a-z]+", curve.label.lower()))


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=RTOL, atol=ATOL))


def _is_factor(y: np.ndarray, wanted: np.ndarray) -> bool:
    same = y.shape == wanted.shape and bool((wanted != 0).all())
    return same and float(np.ptp(y / wanted)) < 1e-4 * abs(float(y[0] / wanted[0]))


CHANGES: tuple[tuple[str, Callable[[Curve, np.ndarray], bool], str, str], ...] = (
    (
        "plot_without_first_epoch",
        lambda c, y: _equal(c.y, y[1:]),
        "The first epoch is missing.",
        "How many epochs were trained, and how many points have your curves?",
    ),
    (
        "plot_without_last_epoch",
        lambda c, y: _equal(c.y, y[:-1]),
        "The last epoch is missing.",
        "How many epochs were trained, and how many points have your curves?",
    ),
    (
        "plot_last_epoch_only",
        lambda c, y: _equal(c.y, y[-1:]) or (len(c.y) > 1 and _equal(c.y, np.full(len(c.y), y[-1]))),
        "Only the last epoch is drawn.",
        "A curve has one point an epoch: how many has yours?",
    ),
    (
        "plot_in_percent",
        lambda c, y: _equal(c.y, 100 * y),
        "The numbers are drawn in percent.",
        "Which numbers are in the history, and which along your axis?",
    ),
    (
        "plot_axes_exchanged",
        lambda c, y: _equal(c.x, y),
        "The numbers stand along x, and the epochs along y.",
        "What belongs along x: the epochs, or what is measured?",
    ),
    (
        "plot_backwards",
        lambda c, y: len(y) > 1 and _equal(c.y, y[::-1]),
        "The epochs come in the reversed order.",
        "Which epoch stands at the left?",
    ),
    (
        "plot_sorted",
        lambda c, y: len(y) > 1 and _equal(c.y, np.sort(y)),
        "The numbers are sorted.",
        "Which number belongs to which epoch?",
    ),
    (
        "plot_one_minus",
        lambda c, y: _equal(c.y, 1 - y),
        "1 minus the numbers is drawn.",
        "Which numbers are in the history, and which along your axis?",
    ),
    (
        "plot_added_up",
        lambda c, y: _equal(c.y, np.cumsum(y)),
        "The numbers are added up from epoch to epoch.",
        "Which numbers are in the history, and which along your axis?",
    ),
    (
        "plot_of_logarithms",
        lambda c, y: bool((y > 0).all()) and (_equal(c.y, np.log(y)) or _equal(c.y, np.log10(y))),
        "The logarithms of the numbers are drawn.",
        "Which numbers are in the history, and which along your axis?",
    ),
    (
        "plot_smoothed",
        lambda c, y: any(_equal(c.y, _smoothed(y, n, mode)) for n in (2, 3, 5) for mode in ("valid", "same")),
        "The curves are smoothed.",
        "Which numbers are in the history, and which along your axis?",
    ),
    (
        "plot_of_every_second_epoch",
        lambda c, y: len(y) > 2 and (_equal(c.y, y[::2]) or _equal(c.y, y[1::2])),
        "Every second epoch is left out.",
        "How many epochs were trained, and how many points have your curves?",
    ),
    (
        "plot_of_other_numbers",
        lambda c, y: _is_factor(c.y, y),
        "The numbers are drawn times a factor.",
        "Which numbers are in the history, and which along your axis?",
    ),
)


def _smoothed(y: np.ndarray, count: int, mode: str) -> np.ndarray:
    return np.convolve(y, np.ones(count) / count, mode="valid" if mode == "valid" else "same")


def _changed(missing: Sequence[Curve], strange: Sequence[Curve]) -> Explanation | None:
    """The one change that makes every missing curve one that was drawn."""
    if len(strange) < len(missing):
        return _joined(missing, strange)
    for id, holds, says, hint in CHANGES:
        if all(any(holds(each, _from_left(curve)) for each in strange) for curve in missing):
            return _said(id, says, hint)
    return None


def _joined(missing: Sequence[Curve], strange: Iterable[Curve]) -> Explanation | None:
    """Several curves one after the other in one."""
    for each in strange:
        rows = [each.y[at : at + len(curve.y)] for curve in missing for at in range(len(each.y) - len(curve.y) + 1)]
        if len(missing) > 1 and all(any(_equal(row, _from_left(curve)) for row in rows) for curve in missing):
            text = "Several lists are drawn as one curve, one after the other."
            return _said("plot_joined", text, "How many curves are asked for, and how many have you drawn?")
    return None


def _from_left(curve: Curve) -> np.ndarray:
    return np.asarray(curve.y[np.argsort(curve.x, kind="stable")])
