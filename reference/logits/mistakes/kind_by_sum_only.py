"""Rows that sum to one are taken for probabilities."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.negative",)
HINT = "Can something be minus 20 % likely?"


def are_probabilities(outputs):
    return bool(np.allclose(np.sum(outputs, axis=1), 1))
