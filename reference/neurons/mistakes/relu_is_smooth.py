"""The smooth softplus is taken for the ramp."""

import numpy as np

CATALOGUE = "AC06"
FAILS = ("activations.relu", "activations.relu_unchanged")
HINT = "What is the value at 0?"


def relu(z):
    return np.log1p(np.exp(z))
