"""The curve does not run from -1 to 1 through 0."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "activations.tanh",
    "activations.tanh_large",
)
HINT = "What does your function give for 0, and for -1000?"
HOW = "from 0"
TRIES = {"HOW": ("from 0", "hill", "slope")}


def tanh(z):
    t = np.tanh(z)
    low = np.exp(-np.abs(z))
    return {"from 0": (t + 1) / 2, "hill": 2 * low / (1 + low**2), "slope": 1 - t**2}[HOW]
