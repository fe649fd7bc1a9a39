"""The batch as a whole is looked at: its sum is the number of its rows."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.every_row",)
HINT = "One row sums to 0.5, the next to 1.5. Are these probabilities?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs >= 0).all() and abs(outputs.sum() - len(outputs)) < 1e-3 * len(outputs))
