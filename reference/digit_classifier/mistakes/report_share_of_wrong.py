"""The share of wrong answers is reported."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "What should a perfect network get: 0 or 1?"


def accuracy_to_report(history, model, images, labels):
    return 1 - model.evaluate(images, labels, verbose=0)[1]
