"""The accuracy on the training images is reported."""

CATALOGUE = "TR26"
FAILS = ("accuracy_to_report.unseen",)
HINT = "On which images was this number measured?"


def accuracy_to_report(history, model, images, labels):
    return history["accuracy"][-1]
