"""A whole list of the history is reported."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "One number is asked for. On which images is it measured?"
KEY = "val_accuracy"
TRIES = {"KEY": ("val_accuracy", "accuracy", "val_loss", "loss")}


def accuracy_to_report(history, model, images, labels):
    return history[KEY]
