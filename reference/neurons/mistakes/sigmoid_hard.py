"""The sigmoid is replaced by a straight line between two corners."""

import numpy as np

CATALOGUE = ""
FAILS = ("sigmoid.values",)
HINT = "Is your curve smooth? What is its value at 2?"
SLOPE = 0.2
TRIES = {"SLOPE": (0.2, 0.25, 0.16666666666666666)}


def sigmoid(z):
    return np.clip(SLOPE * z + 0.5, 0.0, 1.0)
