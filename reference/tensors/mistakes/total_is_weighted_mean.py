"""The sum is divided by the sum of the weights."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Double all weights: should the total double?"
BY = "weights"
TRIES = {"BY": ("weights", "count")}


def weighted_total(weights, numbers):
    total = np.sum(weights * numbers)
    return total / np.sum(weights) if BY == "weights" else total / len(weights)
