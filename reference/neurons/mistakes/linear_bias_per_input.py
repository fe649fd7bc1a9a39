"""The bias is added once per input."""

CATALOGUE = ""
FAILS = ("linear.values",)
HINT = "Is the bias there once, or once for every input?"

import numpy as np


def linear(x, w, b):
    return np.sum(x * w + b, axis=1)
