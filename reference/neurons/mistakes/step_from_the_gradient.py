"""Weight and gradient are exchanged."""

CATALOGUE = ""
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "What is to move, and along what?"


def descend(w, gradient, rate):
    return gradient - rate * w
