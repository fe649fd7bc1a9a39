"""model.score exists elsewhere, not in Keras."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "Which method of a Keras model measures?"


def accuracy_to_report(history, model, images, labels):
    return model.score(images, labels)
