"""The slope of another activation is given."""

CATALOGUE = "BP12"
FAILS = ("slopes.sigmoid",)
HINT = "Which activation is it whose slope was asked for? Compare the value at 0."


def sigmoid_slope(z):
    return 1 - tanh(z) ** 2
