"""The hidden bias gets a mean of what has been averaged already."""

CATALOGUE = "BP08"
FAILS = ("backward.b1",)
HINT = "How often do you divide by the size of the batch?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.mean(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
