"""What is negative runs into a curve."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "What must become of -2?"


def relu(z):
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
