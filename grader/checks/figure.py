"""Checks a figure by what it says: plotted points, axis labels and legends, never pixels or style."""

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from grader.checks.reading import reference
from grader.comparison import FLOAT32, printable
from grader.records.assignment import CheckKind
from grader.records.observation import AxesFacts, Curve, FigureFacts, Observations
from grader.records.verdict import Finding, failed, passed

FEWEST_LETTERS = 3  # of a word that tells anything


class FigureKind(CheckKind, frozen=True, kw_only=True):
    """An expectation about the figure that `probe` had drawn; subclasses say in `compare` what it is."""

    probe: str

    def probes(self) -> tuple[str, ...]:
        """The probe that had the figure drawn."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails where nothing was drawn; else as the two figures compare."""
        wanted = reference(expected, self.probe).figure
        if wanted is None:
            raise LookupError(f"the reference's observation of {self.probe!r} holds no figure")
        figure = observed[self.probe].figure
        if figure is None:
            return failed("No figure was drawn: draw with matplotlib and return the figure.")
        return self.compare(figure, wanted)

    def compare(self, figure: FigureFacts, wanted: FigureFacts) -> Finding:
        """The finding for a student's figure, next to the reference's."""
        raise NotImplementedError


class Curves(FigureKind, frozen=True, kw_only=True, tag="curves"):
    """Every curve of the reference's figure is drawn: equal heights in the same order from left to right.

    Where along the x axis the points stand is free (epochs may count from 0 or 1), and so are further curves, the
    number of axes, lines or markers, colours and styles.
    """

    def compare(self, figure: FigureFacts, wanted: FigureFacts) -> Finding:
        """Fails with the curves that are missing, by the labels they have in the reference's figure."""
        curves = [curve for axes in wanted.axes for curve in axes.curves]
        missing = [printable(curve.label, 60) for curve in curves if not _holders(figure, curve)]
        drawn = sum(len(axes.curves) for axes in figure.axes)
        if not missing:
            return passed("The figure shows the expected curves.", curves=drawn)
        names = ", ".join(f"“{name}”" for name in missing)
        count = "1 curve" if drawn == 1 else f"{drawn} curves"
        return failed(f"Of {len(curves)} curves {len(missing)} are not in the figure ({count} drawn): {names}.")


class AxisLabels(FigureKind, frozen=True, kw_only=True, tag="axis_labels"):
    """All axes that hold a curve of the reference's figure say what is along x and along y."""

    def compare(self, figure: FigureFacts, wanted: FigureFacts) -> Finding:
        """Fails with which label is missing; where no expected curve is drawn, all axes count."""
        bare = [
            word
            for axes in _telling(figure, wanted)
            for word, label in (("x", axes.x_label), ("y", axes.y_label))
            if not label.strip()
        ]
        if not figure.axes:
            return failed("The figure has no axes.")
        if any(are_exchanged(axes, wanted) for axes in _telling(figure, wanted)):
            return failed("What is said along x belongs along y, and the other way round.")
        if not bare:
            return passed("The axes are labelled.")
        return failed(f"There is no label along {' and '.join(dict.fromkeys(bare))}.")


class Legend(FigureKind, frozen=True, kw_only=True, tag="legend"):
    """Wherever axes hold several curves of the reference's figure, a legend tells them apart."""

    def compare(self, figure: FigureFacts, wanted: FigureFacts) -> Finding:
        """Fails where a legend names fewer curves than there are."""
        curves = [curve for axes in wanted.axes for curve in axes.curves]
        for axes in _telling(figure, wanted):
            held = sum(any(is_same_curve(curve, drawn) for drawn in axes.curves) for curve in curves)
            named = len({text.strip() for text in axes.legend if text.strip()})
            needed = held or len(axes.curves)
            if needed > 1 and named < needed:
                return failed(f"{needed} curves share their axes, and the legend names {named or 'none'} of them.")
            pair = exchanged_names(axes, curves)
            if pair is not None:
                return failed(f"The legend exchanges “{printable(pair[0], 60)}” and “{printable(pair[1], 60)}”.")
        if not any(axes.curves for axes in figure.axes):
            return failed("The figure has no curves.")
        return passed("The curves can be told apart.")


def _telling(figure: FigureFacts, wanted: FigureFacts) -> list[AxesFacts]:
    """The axes that hold an expected curve; all of them where none does."""
    curves = [curve for axes in wanted.axes for curve in axes.curves]
    found = [axes for axes in figure.axes if any(is_same_curve(c, drawn) for c in curves for drawn in axes.curves)]
    return found or list(figure.axes)


def _holders(figure: FigureFacts, curve: Curve) -> list[AxesFacts]:
    return [axes for axes in figure.axes if any(is_same_curve(curve, drawn) for drawn in axes.curves)]


def is_same_curve(curve: Curve, drawn: Curve) -> bool:
    """Whether two curves have equal heights from left to right."""
    if curve.y.shape != drawn.y.shape:
        return False
    mine, theirs = (c.y[np.argsort(c.x, kind="stable")] for c in (curve, drawn))
    return bool(np.allclose(mine, theirs, rtol=FLOAT32.rtol, atol=FLOAT32.atol, equal_nan=True))


def are_exchanged(axes: AxesFacts, wanted: FigureFacts) -> bool:
    """Whether the words that belong along x stand along y, and those of y along x; other words prove nothing."""
    across = set().union(*(_words(each.x_label) for each in wanted.axes))
    upwards = set().union(*(_words(each.y_label) for each in wanted.axes)) - across
    return _tells_only(axes.x_label, upwards, across) and _tells_only(axes.y_label, across, upwards)


def exchanged_names(axes: AxesFacts, curves: Sequence[Curve]) -> tuple[str, str] | None:
    """The legend's texts of two curves each of which is named by the other's words, and not by its own."""
    if len(axes.legend) != len(axes.curves):
        return None
    held = [
        (text, curve)
        for text, drawn in zip(axes.legend, axes.curves, strict=True)
        for curve in curves
        if is_same_curve(curve, drawn)
    ]
    for (text, curve), (other_text, other) in combinations(held, 2):
        own, others = _words(curve.label) - _words(other.label), _words(other.label) - _words(curve.label)
        if _tells_only(text, others, own) and _tells_only(other_text, own, others):
            return text, other_text
    return None


def _tells_only(text: str, these: set[str], those: set[str]) -> bool:
    return _tells(text, these) and not _tells(text, those)


def _tells(text: str, words: set[str]) -> bool:
    """Whether a text has one of the words, or begins one: `val` and `train` stand for validation and training."""
    return any(word.startswith(mine) or mine.startswith(word) for mine in _words(text) for word in words)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= FEWEST_LETTERS}
