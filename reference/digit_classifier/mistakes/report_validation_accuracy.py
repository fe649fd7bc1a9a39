"""The accuracy on the validation images is reported."""

CATALOGUE = "TR25"
FAILS = ("accuracy_to_report.unseen",)
HINT = "Those images helped to choose when to stop. Which images were used for nothing?"


def accuracy_to_report(history, model, images, labels):
    return max(history["val_accuracy"])
