"""What is wrong with a figure is named from its curves, labels and legends."""

import msgspec
import numpy as np
import pytest

from grader.checks import AxisLabels, Curves, Legend
from grader.diagnose.plots import explain_figure
from grader.records.assignment import Check
from grader.records.observation import AxesFacts, Curve, FigureFacts

RANDOM = np.random.default_rng(3)
LISTS = {
    f"{part} {what}": np.sort(RANDOM.random(6))[::-1] + 0.01 * RANDOM.random(6)
    for what in ("loss", "accuracy")
    for part in ("training", "validation")
}
EPOCHS = np.arange(6.0)


def curve(label, y):
    return Curve(label=label, x=np.arange(len(y), dtype=float), y=np.asarray(y, dtype=float))


def axes(*names, change=lambda y: y, x="epoch", y="loss", legend=None):
    curves = tuple(curve(name, change(LISTS[name])) for name in names)
    texts = tuple(names) if legend is None else legend
    return AxesFacts(title="", x_label=x, y_label=y, legend=texts, curves=curves)


def figure(*parts):
    return FigureFacts(axes=parts)


WANTED = figure(axes(*list(LISTS)[:2]), axes(*list(LISTS)[2:], y="accuracy"))


def check(kind):
    return Check(id="plot.check", title="", points=1, kind=kind(probe="plot.curves"))


def named(seen, kind=Curves):
    return [found.id for found in explain_figure(seen, WANTED, (check(kind),))]


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        (None, "plot_nothing"),
        (figure(axes()), "plot_nothing"),
        (figure(axes("training loss", "training accuracy")), "plot_training_only"),
        (figure(axes("validation loss", "validation accuracy")), "plot_validation_only"),
        (figure(axes("training loss", "validation loss")), "plot_loss_only"),
        (figure(axes("training loss", "training loss", "training accuracy")), "plot_training_twice"),
        (figure(axes("training loss", "validation loss", "training accuracy")), "plot_leaves_out_a_curve"),
        (figure(axes(*LISTS, change=lambda y: y[1:])), "plot_without_first_epoch"),
        (figure(axes(*LISTS, change=lambda y: y[:-1])), "plot_without_last_epoch"),
        (figure(axes(*LISTS, change=lambda y: y[-1:])), "plot_last_epoch_only"),
        (figure(axes(*LISTS, change=lambda y: 100 * y)), "plot_in_percent"),
        (figure(axes(*LISTS, change=lambda y: 1 - y)), "plot_one_minus"),
        (figure(axes(*LISTS, change=np.cumsum)), "plot_added_up"),
        (figure(axes(*LISTS, change=np.log)), "plot_of_logarithms"),
    ],
)
def test_missing_and_changed_curves_are_named(seen, name):
    assert named(seen) == [name]


def test_unknown_curves_are_not_named():
    assert named(figure(axes(*LISTS, change=lambda y: y**3))) == []


def test_what_one_curve_holds_of_all_lists_is_called_joined():
    whole = np.concatenate(list(LISTS.values()))
    drawn = msgspec.structs.replace(axes(), curves=(curve("all", whole),))
    assert named(figure(drawn)) == ["plot_joined"]


def test_labels_and_legends_are_named():
    everything = axes(*LISTS)
    assert named(figure(msgspec.structs.replace(everything, y_label="")), AxisLabels) == ["plot_without_labels"]
    assert named(figure(axes(*LISTS, legend=())), Legend) == ["plot_without_legend"]
    assert named(figure(axes(*LISTS, legend=("one",))), Legend) == ["plot_legend_incomplete"]
    turned = figure(axes(*list(LISTS)[:2], x="Loss", y="epochs"))
    assert named(turned, AxisLabels) == ["plot_labels_exchanged"]
    crossed = figure(axes(*list(LISTS)[:2], legend=("val", "train")))
    assert named(crossed, Legend) == ["plot_legend_exchanged"]


def judged(kind, seen):
    return kind(probe="plot.curves").compare(seen, WANTED).verdict.name


def test_exchanged_labels_and_names_fail_and_free_words_pass():
    assert judged(AxisLabels, figure(axes(*list(LISTS)[:2], x="Loss", y="epochs"))) == "FAIL"
    assert judged(AxisLabels, figure(axes(*list(LISTS)[:2], x="Epoche", y="Verlust"))) == "PASS"
    assert judged(AxisLabels, figure(axes(*list(LISTS)[:2], x="epoch", y="loss per epoch"))) == "PASS"
    assert judged(Legend, figure(axes(*list(LISTS)[:2], legend=("val", "train")))) == "FAIL"
    assert judged(Legend, figure(axes(*list(LISTS)[:2], legend=("train", "test")))) == "PASS"
    assert judged(Legend, figure(axes(*list(LISTS)[:2], legend=("a", "b")))) == "PASS"
