"""The curve is flatter or steeper than it should be."""

import numpy as np

CATALOGUE = ""
FAILS = ("sigmoid.values",)
HINT = "What is your function's slope in the middle? It should be a quarter."
BY = 0.1
TRIES = {"BY": (0.1, 0.5, 2, 0.6931471805599453, 2.302585092994046, 10)}


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(BY * z, -500, 500)))
