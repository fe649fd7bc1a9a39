"""Two accuracies are averaged that should not be mixed."""

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "On which images was each of your two numbers measured?"
WITH = "history"
TRIES = {"WITH": ("history", "evaluated")}


def accuracy_to_report(history, model, images, labels):
    last = history["val_accuracy"][-1]
    other = history["accuracy"][-1] if WITH == "history" else model.evaluate(images, labels, verbose=0)[1]
    return (last + other) / 2
