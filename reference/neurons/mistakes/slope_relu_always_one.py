"""The slope is 1 on both sides."""

CATALOGUE = "AC12"
FAILS = ("slopes.relu",)
HINT = "How steep is ReLU where the input is negative?"

import numpy as np


def relu_slope(z):
    return np.ones_like(z)
