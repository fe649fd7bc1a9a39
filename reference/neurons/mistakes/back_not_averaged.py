"""The gradients are not divided by the size of the batch."""

CATALOGUE = "BP01"
FAILS = (
    "backward.w1",
    "backward.b1",
    "backward.w2",
    "backward.b2",
)
HINT = "Double the batch with copies: should the gradient double?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = p - y
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
