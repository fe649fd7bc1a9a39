"""One good row is enough."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.every_row",)
HINT = "How many of the rows must be probabilities?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    good = (outputs >= 0).all(axis=1) & (np.abs(outputs.sum(axis=1) - 1) < 1e-3)
    return bool(good.any())
