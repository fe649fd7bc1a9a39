"""The curve called validation is the training's, drawn once more."""

import matplotlib.pyplot as plt

CATALOGUE = ""
FAILS = (
    "plot_history.curves",
    "plot_history.labels",
    "plot_history.legend",
)
HINT = "Do your two curves differ anywhere?"


def plot_history(history):
    figure, axes = plt.subplots(1, 2)
    for axis, what in zip(axes, ("loss", "accuracy")):
        axis.plot(history[what], label="training")
        axis.plot(history[what], label="validation")
        axis.set_xlabel("epoch")
        axis.set_ylabel(what)
        axis.legend()
    return figure
