"""The square stands in another place than in the formula."""

import numpy as np

CATALOGUE = ""
FAILS = ("slopes.tanh",)
HINT = "What is squared in the formula, and what is subtracted from what?"
HOW = "all"
TRIES = {"HOW": ("all", "cosh", "root")}


def tanh_slope(z):
    return {"all": (1 - np.tanh(z)) ** 2, "cosh": 1 / np.cosh(z), "root": np.sqrt(1 - np.tanh(z) ** 2)}[HOW]
