"""The hyperbolic tangent is given for the sigmoid."""

CATALOGUE = "AC04"
FAILS = (
    "sigmoid.values",
    "sigmoid.large",
)
HINT = "Check the value at 0."

import numpy as np


def sigmoid(z):
    return np.tanh(z)
