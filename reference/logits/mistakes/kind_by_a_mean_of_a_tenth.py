"""The mean of a row is held against a tenth."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.told",
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "How many classes may there be?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs >= 0).all() and np.allclose(outputs.mean(axis=1), 0.1, atol=1e-5))
