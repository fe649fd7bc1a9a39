"""The accuracy on the training images is reported."""

CATALOGUE = "TR26"
FAILS = ("accuracy_to_report.unseen",)
HINT = "On which images was this number measured?"
EPOCH = "last"
TRIES = {"EPOCH": ("last", "best")}


def accuracy_to_report(history, model, images, labels):
    found = history["accuracy"]
    return max(found) if EPOCH == "best" else found[-1]
