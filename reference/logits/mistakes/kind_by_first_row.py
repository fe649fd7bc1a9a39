"""Only the first sample is looked at."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.every_row",)
HINT = "Do all samples count?"


def are_probabilities(outputs):
    return bool(np.all(outputs >= 0) and np.isclose(np.sum(outputs[0]), 1))
