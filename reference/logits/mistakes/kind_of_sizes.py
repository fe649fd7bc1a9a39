"""The signs are lost before the rows are summed."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.negative",)
HINT = "Can something be minus 20 % likely?"


def are_probabilities(outputs):
    return bool(np.allclose(np.abs(outputs).sum(axis=1), 1, atol=1e-4))
