"""Loss and accuracy come back together."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "One number is asked. Which of the two that `evaluate` returns?"


def accuracy_to_report(history, model, images, labels):
    return model.evaluate(images, labels, verbose=0)
