"""The square is missing."""

CATALOGUE = "AC11"
FAILS = ("slopes.tanh",)
HINT = "Is your slope the same on both sides of 0?"


def tanh_slope(z):
    return 1 - tanh(z)
