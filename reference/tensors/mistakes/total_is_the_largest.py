"""Only the largest product comes back."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "A total is a sum. Which function reduces by adding?"


def weighted_total(weights, numbers):
    return float(np.max(weights * numbers))
