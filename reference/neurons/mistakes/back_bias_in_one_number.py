"""The gradients of all biases are summed into one number."""

import numpy as np

CATALOGUE = "BP08"
FAILS = ("backward.b2", "backward.b1")
HINT = "How many biases has a layer, and how many gradients?"


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden), a.T @ error, np.sum(error)
