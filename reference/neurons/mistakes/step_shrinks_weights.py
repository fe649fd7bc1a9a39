"""The weights are multiplied by the learning rate, or shrunk by it."""

CATALOGUE = ""
FAILS = ("descent.step", "descent.unchanged")
HINT = "Set the gradient to 0: where should `w` go?"
HOW = "decay"
TRIES = {"HOW": ("decay", "weights", "both")}


def descend(w, gradient, rate):
    return {"decay": w * (1 - rate) - rate * gradient, "weights": rate * w - gradient, "both": rate * (w - gradient)}[
        HOW
    ]
