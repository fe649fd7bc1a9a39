"""Every input of every sample meets every weight."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "linear.shape",
    "linear.values",
)
HINT = "Which input meets which weight?"


def linear(x, w, b):
    return np.outer(x, w) + b
