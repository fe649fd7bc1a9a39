"""What is negative has a small slope, too."""

import numpy as np

CATALOGUE = ""
FAILS = ("slopes.relu",)
HINT = "How steep is ReLU at -2?"
LEAK = 0.01
TRIES = {"LEAK": (0.01, 0.1, 0.2, 0.3)}


def relu_slope(z):
    return np.where(z > 0, 1.0, LEAK)
