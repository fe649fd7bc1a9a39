"""The two sums are multiplied, instead of the products summed."""

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "First multiply, then sum, or the other way round? Try two numbers by hand."

import numpy as np


def weighted_total(weights, numbers):
    return np.sum(weights) * np.sum(numbers)
