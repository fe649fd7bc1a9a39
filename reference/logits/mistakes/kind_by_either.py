"""One of the two conditions is enough."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "Must probabilities be both, not negative and of sum one?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs >= 0).all() or np.allclose(outputs.sum(axis=1), 1, atol=1e-4))
