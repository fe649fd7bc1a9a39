"""The mean is taken where the sum is asked for."""

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Twice as many numbers, twice the total: does yours double?"

import numpy as np


def weighted_total(weights, numbers):
    return np.mean(weights * numbers)
