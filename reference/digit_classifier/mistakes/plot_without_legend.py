"""Nothing tells the four curves apart."""

import matplotlib.pyplot as plt

CATALOGUE = ""
FAILS = ("plot_history.legend",)
HINT = "Which curve is training, and which validation?"


def plot_history(history):
    figure, axes = plt.subplots()
    for numbers in history.values():
        axes.plot(numbers)
    axes.set_xlabel("epoch")
    axes.set_ylabel("value")
    return figure
