"""Large inputs are cut off."""

import numpy as np

CATALOGUE = "AC06"
FAILS = ("activations.relu", "activations.relu_unchanged")
HINT = "What must an input of 2.5 become?"
TOP = 1.0
TRIES = {"TOP": (1.0, 2.0)}


def relu(z):
    return np.clip(z, 0, TOP)
