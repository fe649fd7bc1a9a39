"""Percent are reported."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "A float between 0 and 1: how large is yours?"


def accuracy_to_report(history, model, images, labels):
    return 100 * model.evaluate(images, labels, verbose=0)[1]
