"""The inputs are clipped so early that it shows."""

import numpy as np

CATALOGUE = ""
FAILS = ("sigmoid.large",)
HINT = "Which inputs give the same answer in your function, and should they?"
LIMIT = 5
TRIES = {"LIMIT": (5, 1, 2, 3, 4, 6, 8, 10, 20)}


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -LIMIT, LIMIT)))
