"""The first epoch is left out."""

import matplotlib.pyplot as plt

CATALOGUE = ""
FAILS = (
    "plot_history.curves",
    "plot_history.labels",
    "plot_history.legend",
)
HINT = "Is the first epoch in the picture, and the last?"


def plot_history(history):
    figure, axes = plt.subplots()
    for name, numbers in history.items():
        axes.plot(numbers[1:], label=name)
    axes.set_xlabel("epoch")
    axes.set_ylabel("value")
    axes.legend()
    return figure
