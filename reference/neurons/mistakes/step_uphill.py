"""The gradient is added."""

CATALOGUE = "GD01"
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Downhill or uphill?"


def descend(w, gradient, rate):
    return w + rate * gradient
