"""True and False come back, or entries are left out."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "Shape in, numbers out: what must become of -2, and of 3?"
HOW = "mask"
TRIES = {"HOW": ("mask", "filter", "places")}


def relu(z):
    return {"mask": z > 0, "filter": z[z > 0], "places": np.flatnonzero(z > 0)}[HOW]
