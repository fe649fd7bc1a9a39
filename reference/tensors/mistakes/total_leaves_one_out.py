"""The first or the last product is left out."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Where does your range begin, and where does it end?"
FIRST = 1
TRIES = {"FIRST": (1, 0)}


def weighted_total(weights, numbers):
    products = weights * numbers
    return float(np.sum(products[1:] if FIRST else products[:-1]))
