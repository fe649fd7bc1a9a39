"""The absolute value is taken."""

CATALOGUE = "AC06"
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "What must a negative input become?"

import numpy as np


def relu(z):
    return np.abs(z)
