"""The last axes of both are summed over."""

import numpy as np

CATALOGUE = ""
FAILS = ("dot.matrices",)
HINT = "The last axis of a meets the first of b. Which axes do you sum over?"
HOW = "inner"
TRIES = {"HOW": ("inner", "first axes")}


def dot(a, b):
    return np.inner(a, b) if HOW == "inner" else np.tensordot(a, b, axes=(0, 0))
