"""x (1 - x): right only where the argument is the sigmoid's output."""

CATALOGUE = "AC09"
FAILS = ("slopes.sigmoid",)
HINT = "Is your argument the input or the output of the sigmoid?"


def sigmoid_slope(z):
    return z * (1 - z)
