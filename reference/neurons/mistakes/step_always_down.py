"""The sign of the gradient is lost."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Where does a weight go whose gradient is negative?"


def descend(w, gradient, rate):
    return w - rate * np.abs(gradient)
