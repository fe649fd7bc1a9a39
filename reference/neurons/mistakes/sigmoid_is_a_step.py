"""0 or 1 comes back."""

import numpy as np

CATALOGUE = ""
FAILS = ("sigmoid.values", "sigmoid.large")
HINT = "Is your curve smooth? What is its value at 0.2?"


def sigmoid(z):
    return np.where(z > 0, 1.0, 0.0)
