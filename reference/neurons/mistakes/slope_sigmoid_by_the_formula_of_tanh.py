"""1 minus the square is taken, as for tanh."""

import numpy as np

CATALOGUE = ""
FAILS = ("slopes.sigmoid",)
HINT = "Which slope belongs to which activation?"


def sigmoid_slope(z):
    s = 0.5 * (1 + np.tanh(z / 2))
    return 1 - s**2
