"""The pyplot way: one figure, four curves, shown and not returned."""

import matplotlib.pyplot as plt


def plot_history(history):
    plt.figure()
    for name in history:
        plt.plot(history[name], label=name)
    plt.title("Learning curves")
    plt.xlabel("epoch")
    plt.ylabel("loss, accuracy")
    plt.legend()
    plt.show()
