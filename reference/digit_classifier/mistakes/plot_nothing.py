"""The numbers come back, and nothing is drawn."""

CATALOGUE = ""
FAILS = (
    "plot_history.curves",
    "plot_history.labels",
    "plot_history.legend",
)
HINT = "Where is the figure?"


def plot_history(history):
    return history["loss"], history["val_loss"]
