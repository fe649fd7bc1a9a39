"""The squares of the products are summed."""

import numpy as np

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Compute 0.5 * 2 by hand. What has your function made of it?"
HOW = "products"
TRIES = {"HOW": ("products", "numbers", "weights")}


def weighted_total(weights, numbers):
    terms = {"products": (weights * numbers) ** 2, "numbers": weights * numbers**2, "weights": weights**2 * numbers}
    return float(np.sum(terms[HOW]))
