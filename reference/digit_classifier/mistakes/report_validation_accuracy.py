"""The accuracy on the validation images is reported, of the best epoch or of the last."""

CATALOGUE = "TR26"
FAILS = ("accuracy_to_report.unseen",)
HINT = "Were the validation images used for nothing before? Who chose the number of epochs by them?"
EPOCH = "best"
TRIES = {"EPOCH": ("best", "last")}


def accuracy_to_report(history, model, images, labels):
    found = history["val_accuracy"]
    return max(found) if EPOCH == "best" else found[-1]
