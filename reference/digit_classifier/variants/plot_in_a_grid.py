"""Four axes that share their epochs, markers instead of lines, a label below the whole figure."""

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots(2, 2, sharex=True)
    for axis, (name, numbers) in zip(axes.ravel(), history.items()):
        axis.scatter(range(1, len(numbers) + 1), numbers)
        axis.set_ylabel(name)
    figure.supxlabel("epoch")
    return axes
