"""The numbers are divided by the sum of all."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "sigmoid.values",
    "sigmoid.large",
)
HINT = "Should one entry change because of another?"


def sigmoid(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)
