"""Figures are judged by their numbers and texts."""

import numpy as np
import pytest

from grader.checks import AxisLabels, Curves, Legend
from grader.records.observation import AxesFacts, Curve, FigureFacts, Observation, Outcome
from grader.records.verdict import Verdict

LOSS, ACCURACY = (0.5, 0.3, 0.2), (0.8, 0.9, 0.95)


def curve(*heights, start=0.0, label=""):
    return Curve(label=label, x=np.arange(len(heights)) + start, y=np.array(heights, "float64"))


def axes(*curves, x="epoch", y="loss", legend=()):
    return AxesFacts(title="", x_label=x, y_label=y, legend=tuple(legend), curves=curves)


def drawn(*all_axes):
    figure = FigureFacts(axes=all_axes) if all_axes else None
    return {"p": Observation(probe="p", outcome=Outcome.RETURNED, figure=figure)}


WANTED = drawn(axes(curve(*LOSS, label="loss"), curve(*ACCURACY, label="accuracy"), legend=("loss", "accuracy")))


def judged(kind, *all_axes):
    return kind(probe="p").judge(drawn(*all_axes), WANTED)


def verdict(kind, *all_axes):
    return judged(kind, *all_axes).verdict


@pytest.mark.parametrize(
    "figure",
    [
        (axes(curve(*LOSS), curve(*ACCURACY)),),
        (axes(curve(*LOSS)), axes(curve(*ACCURACY))),
        (axes(curve(*LOSS, start=1.0), curve(*ACCURACY), curve(0.0, 0.0)),),
    ],
)
def test_curves_may_stand_in_any_axes_beside_others_and_count_from_any_epoch(figure):
    assert verdict(Curves, *figure) is Verdict.PASS


def test_points_in_another_order_are_the_same_curve():
    backwards = Curve(label="", x=np.array([2.0, 1.0, 0.0]), y=np.array(LOSS[::-1]))
    assert verdict(Curves, axes(backwards, curve(*ACCURACY))) is Verdict.PASS


@pytest.mark.parametrize("heights", [LOSS[1:], (0.5, 0.3, 0.3), LOSS[::-1], (*LOSS, 0.1), (0.5, 0.3, np.nan)])
def test_a_curve_with_other_heights_is_missing(heights):
    finding = judged(Curves, axes(curve(*heights), curve(*ACCURACY)))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "Of 2 curves 1 are not in the figure (2 curves drawn): “loss”."


@pytest.mark.parametrize("kind", [Curves, AxisLabels, Legend])
def test_nothing_drawn_fails_every_check_of_figures(kind):
    finding = judged(kind)
    assert finding.verdict is Verdict.FAIL
    assert finding.reason.startswith("No figure was drawn")


@pytest.mark.parametrize("kind", [Curves, AxisLabels, Legend])
def test_a_reference_without_a_figure_is_our_fault(kind):
    with pytest.raises(LookupError):
        kind(probe="p").judge(WANTED, drawn())


def test_axes_of_the_curves_need_both_labels():
    assert verdict(AxisLabels, axes(curve(*LOSS))) is Verdict.PASS
    assert judged(AxisLabels, axes(curve(*LOSS), x=" ", y="")).reason == "There is no label along x and y."


def test_axes_without_an_expected_curve_need_no_label():
    assert verdict(AxisLabels, axes(curve(*LOSS)), axes(curve(1.0, 2.0), x="", y="")) is Verdict.PASS


def test_two_curves_in_one_pair_of_axes_need_a_legend_of_two():
    both = (curve(*LOSS), curve(*ACCURACY))
    assert verdict(Legend, axes(*both, legend=("a", "b"))) is Verdict.PASS
    assert verdict(Legend, axes(*both, legend=("a", "a"))) is Verdict.FAIL
    assert judged(Legend, axes(*both)).reason == "2 curves share their axes, and the legend names none of them."


def test_a_curve_that_is_alone_and_a_line_for_orientation_need_no_legend():
    assert verdict(Legend, axes(curve(*LOSS), curve(0.0, 0.0)), axes(curve(*ACCURACY))) is Verdict.PASS


def test_empty_axes_tell_no_curves_apart():
    assert verdict(Legend, axes()) is Verdict.FAIL
