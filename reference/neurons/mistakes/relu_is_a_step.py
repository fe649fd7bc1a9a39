"""1 for what is positive, instead of its value."""

CATALOGUE = "AC06"
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "What must 3 become?"

import numpy as np


def relu(z):
    return np.where(z > 0, 1.0, 0.0)
