"""A loss from the history is reported."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "Which list of the history is an accuracy, and were its images used for nothing before?"
KEY, HOW = "val_loss", "least"
TRIES = {"KEY": ("val_loss", "loss"), "HOW": ("least", "last")}


def accuracy_to_report(history, model, images, labels):
    return min(history[KEY]) if HOW == "least" else history[KEY][-1]
