"""The sign is the wrong way round."""

import numpy as np

CATALOGUE = "AC01"
FAILS = ("activations.tanh", "activations.tanh_large")
HINT = "Should a larger input give a larger output?"


def tanh(z):
    return -np.tanh(z)
