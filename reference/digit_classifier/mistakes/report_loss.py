"""The loss is reported: it comes first in what evaluate returns."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "What does `evaluate` return, and in which order?"


def accuracy_to_report(history, model, images, labels):
    return model.evaluate(images, labels, verbose=0)[0]
