"""The 1 below the fraction line, or the fraction itself, is forgotten."""

import numpy as np

CATALOGUE = ""
FAILS = ("sigmoid.values", "sigmoid.large")
HINT = "Compute the value at 0 by hand: it is one half."
HOW = "no one"
TRIES = {"HOW": ("no one", "no fraction", "one minus")}


def sigmoid(z):
    e = np.exp(-z)
    return {"no one": 1 / e, "no fraction": 1 + e, "one minus": 1 / (1 - e)}[HOW]
