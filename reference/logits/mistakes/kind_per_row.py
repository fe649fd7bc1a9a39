"""One answer per row comes back."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.told",
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "One answer for the whole batch is asked."


def are_probabilities(outputs):
    return np.isclose(np.sum(outputs, axis=1), 1) & (np.min(outputs, axis=1) >= 0)
