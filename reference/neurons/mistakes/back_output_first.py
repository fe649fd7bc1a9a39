"""The gradients of the output layer come first."""

import numpy as np

CATALOGUE = ""
FAILS = ("backward.w2", "backward.b2", "backward.w1", "backward.b1")
HINT = "In which order are the four gradients to come back?"


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return a.T @ error, np.sum(error, axis=0), x.T @ hidden, np.sum(hidden, axis=0)
