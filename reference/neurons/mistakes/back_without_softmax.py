"""The derivative of the logarithm is taken, and that of softmax is not."""

import numpy as np

CATALOGUE = "BP05"
FAILS = ("backward.w2", "backward.b2", "backward.w1", "backward.b1")
HINT = "Every score moves the loss, also those of the wrong classes."


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = -y / p / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
