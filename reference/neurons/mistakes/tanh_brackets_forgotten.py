"""The brackets around the denominator, or the numerator, are forgotten."""

import numpy as np

CATALOGUE = ""
FAILS = ("activations.tanh", "activations.tanh_large")
HINT = "Compute the value at 0 by hand. In which order are a - b / c + d computed?"
WHERE = "below"
TRIES = {"WHERE": ("below", "above", "both")}


def tanh(z):
    p, m = np.exp(z), np.exp(-z)
    return {"below": (p - m) / p + m, "above": p - m / (p + m), "both": p - m / p + m}[WHERE]
