"""The slope of the sigmoid is missing on the way back."""

CATALOGUE = "BP09"
FAILS = (
    "backward.w1",
    "backward.b1",
)
HINT = "The error passed through a non-linearity on its way."

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
