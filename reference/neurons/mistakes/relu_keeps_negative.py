"""What is negative is kept, and the rest becomes 0."""

import numpy as np

CATALOGUE = "AC06"
FAILS = ("activations.relu", "activations.relu_unchanged")
HINT = "What must -2 become, and what 3?"


def relu(z):
    return np.minimum(z, 0)
