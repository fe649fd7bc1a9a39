"""A part of the negative inputs comes through."""

import numpy as np

CATALOGUE = "AC06"
FAILS = ("activations.relu", "activations.relu_unchanged")
HINT = "What must a negative input become?"
PART = 0.01
TRIES = {"PART": (0.01, 0.1, 0.2, 0.001, 0.3)}


def relu(z):
    return np.where(z > 0, z, PART * z)
