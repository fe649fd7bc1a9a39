"""The slope is 1 where the input is negative, or -1 there."""

import numpy as np

CATALOGUE = "AC12"
FAILS = ("slopes.relu",)
HINT = "How steep is ReLU on either side?"
HOW = "other side"
TRIES = {"HOW": ("other side", "sign", "leaky")}


def relu_slope(z):
    low, high = {"other side": (1.0, 0.0), "sign": (-1.0, 1.0), "leaky": (0.01, 1.0)}[HOW]
    return np.where(z > 0, high, low)
