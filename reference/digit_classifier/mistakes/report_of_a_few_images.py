"""Only a part of the images is looked at."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "How many images did your function get, and how many does it use?"
COUNT = 10
TRIES = {"COUNT": (10, 1, 5, 20, 32, 50)}


def accuracy_to_report(history, model, images, labels):
    return model.evaluate(images[:COUNT], labels[:COUNT], verbose=0)[1]
