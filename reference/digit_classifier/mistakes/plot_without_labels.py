"""Nothing is written at the axes."""

import matplotlib.pyplot as plt

CATALOGUE = ""
FAILS = ("plot_history.labels",)
HINT = "Would somebody who has not seen your code know what is drawn?"


def plot_history(history):
    figure, axes = plt.subplots()
    for name, numbers in history.items():
        axes.plot(numbers, label=name)
    axes.legend()
    return figure
