"""Numbers between 0 and 1 are taken for probabilities."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "Ten independent answers each lie between 0 and 1. What do those of one sample sum to?"


def are_probabilities(outputs):
    return bool(np.min(outputs) >= 0 and np.max(outputs) <= 1)
