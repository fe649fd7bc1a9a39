"""The gradient of the output weights is transposed."""

CATALOGUE = "BP07"
FAILS = ("backward.w2",)
HINT = "A gradient has the shape of its weight."

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), error.T @ a, np.sum(error, axis=0)
