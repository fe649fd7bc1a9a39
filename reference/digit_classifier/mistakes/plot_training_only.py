"""The validation curves are missing."""

import matplotlib.pyplot as plt

CATALOGUE = ""
FAILS = (
    "plot_history.curves",
    "plot_history.labels",
    "plot_history.legend",
)
HINT = "Four lists, four curves. How does one see that a network learns by heart?"


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history["loss"], label="loss")
    axes.plot(history["accuracy"], label="accuracy")
    axes.set_xlabel("epoch")
    axes.set_ylabel("value")
    axes.legend()
    return figure
