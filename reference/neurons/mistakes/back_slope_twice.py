"""The slope is taken of the activation, as if that were the weighted sum."""

import numpy as np

CATALOGUE = "BP10"
FAILS = ("backward.w1", "backward.b1")
HINT = "Is the argument of your slope the input or the output of the sigmoid?"


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    s = sigmoid(a)
    hidden = error @ w2.T * s * (1 - s)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
