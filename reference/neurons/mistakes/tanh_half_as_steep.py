"""A sigmoid stretched to -1 and 1, but not made twice as steep."""

CATALOGUE = "AC04"
FAILS = (
    "activations.tanh",
    "activations.tanh_large",
)
HINT = "Check the slope at 0."

import numpy as np


def tanh(z):
    return 2 / (1 + np.exp(-z)) - 1
