"""The numbers are divided by their weights."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "What should a number with a weight of 0 add to the total?"
HOW = "numbers"
TRIES = {"HOW": ("numbers", "weights")}


def weighted_total(weights, numbers):
    return float(np.sum(numbers / weights if HOW == "numbers" else weights / numbers))
