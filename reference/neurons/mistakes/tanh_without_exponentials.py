"""Sine over cosine, or another function of the same letters."""

import numpy as np

CATALOGUE = ""
FAILS = ("activations.tanh", "activations.tanh_large")
HINT = "Which values can the hyperbolic tangent never reach?"
HOW = "tan"
TRIES = {"HOW": ("tan", "arctan", "arctanh", "sinh", "inverse")}


def tanh(z):
    if HOW == "inverse":
        return 1 / np.tanh(z)
    return {"tan": np.tan, "arctan": np.arctan, "arctanh": np.arctanh, "sinh": np.sinh}[HOW](z)
