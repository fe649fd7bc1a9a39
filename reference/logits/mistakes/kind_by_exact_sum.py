"""Sums must be 1 to the last bit."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.told",
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "Is 0.99999994 a one? Computers round."


def are_probabilities(outputs):
    return bool(np.all(outputs >= 0) and np.all(np.sum(outputs, axis=1) == 1))
