"""The weights are summed up, and the numbers left out."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Change a number: does the total change?"


def weighted_total(weights, numbers):
    return float(np.sum(weights))
