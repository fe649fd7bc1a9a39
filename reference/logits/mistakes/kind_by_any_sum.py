"""One row that sums to one is enough."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "are_probabilities.negative",
    "are_probabilities.every_row",
)
HINT = "How many of the rows must sum to one, and can something be minus 20 % likely?"


def are_probabilities(outputs):
    return bool(np.any(np.isclose(np.sum(outputs, axis=1), 1)))
