"""Figures described in the kernel, drawn here without one."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")
from matplotlib import pyplot as plt

from grader import agent, plotting

plotting.install(agent)
HISTORY = {"loss": [0.5, 0.2], "val_loss": [0.6, 0.4]}


def described(function):
    stimulus = {"type": "plot", "function": "f", "arguments": [{"type": "plain", "value": HISTORY}]}
    return agent.Agent({"f": function}).answer({"probe": "p", "seed": 1, "stimulus": stimulus})


def left_behind(history):
    for name, numbers in history.items():
        plt.plot(numbers, label=name)
    plt.xlabel("epoch")
    plt.ylabel("loss")
    plt.legend()
    plt.show()


def handed_back(history):
    figure, axes = plt.subplots()
    axes.plot([1, 2], history["loss"], label="loss")
    plt.close(figure)
    return figure


def with_axes(history):
    _figure, axes = plt.subplots(1, 2)
    axes[0].plot(history["loss"])
    return axes


def test_a_shown_figure_is_described_with_its_texts_and_points():
    (axes,) = described(left_behind)["figure"]["axes"]
    assert (axes["x_label"], axes["y_label"], axes["legend"]) == ("epoch", "loss", ["loss", "val_loss"])
    assert [curve["label"] for curve in axes["curves"]] == ["loss", "val_loss"]
    assert np.array_equal(axes["curves"][1]["y"], [0.6, 0.4])
    assert np.array_equal(axes["curves"][1]["x"], [0, 1])
    assert axes["curves"][1]["y"].dtype == np.float64


@pytest.mark.parametrize("function", [handed_back, with_axes])
def test_a_figure_that_comes_back_is_described_closed_or_by_its_axes(function):
    first = described(function)["figure"]["axes"][0]
    assert np.array_equal(first["curves"][0]["y"], [0.5, 0.2])


def test_scattered_points_count_as_a_curve_and_filled_areas_do_not():
    def draw(history):
        plt.scatter([0, 1], history["loss"], label="loss")
        plt.fill_between([0, 1], [0, 0], [1, 1])

    (axes,) = described(draw)["figure"]["axes"]
    assert [(c["label"], list(c["y"])) for c in axes["curves"]] == [("loss", [0.5, 0.2])]


def test_labels_of_shared_axes_and_of_the_whole_figure_are_everyones():
    def draw(history):
        figure, (_top, bottom) = plt.subplots(2, 1, sharex=True)
        bottom.set_xlabel("epoch")
        figure.supylabel("value")
        return figure

    assert [(a["x_label"], a["y_label"]) for a in described(draw)["figure"]["axes"]] == [("epoch", "value")] * 2


def test_nothing_drawn_is_no_figure_and_nothing_stays_open():
    assert described(lambda history: None) == {"outcome": "returned", "figure": None}
    assert plt.get_fignums() == []


def test_an_exception_while_drawing_is_told_and_show_is_itself_again():
    show = plt.show
    assert described(lambda history: history["accuracy"])["error_name"] == "KeyError"
    assert plt.show is show


def test_a_figure_of_an_earlier_call_is_not_taken_for_this_ones():
    plt.plot([1, 2])
    assert described(lambda history: None)["figure"] is None
