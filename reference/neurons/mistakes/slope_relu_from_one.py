"""The slope is 1 only above 1."""

import numpy as np

CATALOGUE = ""
FAILS = ("slopes.relu",)
HINT = "Where does the straight line of ReLU begin to rise?"


def relu_slope(z):
    return np.where(z > 1, 1.0, 0.0)
