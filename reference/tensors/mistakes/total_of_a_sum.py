"""Weights and numbers are added, not multiplied."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "What should a number with a weight of 0 add to the total?"


def weighted_total(weights, numbers):
    return float(np.sum(weights + numbers))
