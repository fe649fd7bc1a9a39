"""1 - x squared: right only where the argument is the output of tanh."""

CATALOGUE = "AC11"
FAILS = ("slopes.tanh",)
HINT = "Derivative as a function of which quantity?"


def tanh_slope(z):
    return 1 - z**2
