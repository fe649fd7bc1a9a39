"""The signs are lost."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "What should a number of -2 do to the total?"
HOW = "products"
TRIES = {"HOW": ("products", "total")}


def weighted_total(weights, numbers):
    return float(np.sum(np.abs(weights * numbers)) if HOW == "products" else abs(np.sum(weights * numbers)))
