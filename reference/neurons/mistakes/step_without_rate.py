"""The learning rate is forgotten."""

CATALOGUE = "GD02"
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Halve the learning rate: does the step halve?"


def descend(w, gradient, rate):
    return w - gradient
