"""An entry of exactly 0 is refused."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.told",
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "May a network be sure that something is not there?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs > 0).all() and np.allclose(outputs.sum(axis=1), 1, atol=1e-4))
