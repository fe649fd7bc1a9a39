"""The biases' gradients are summed over the units, not over the samples."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "backward.b2",
    "backward.b1",
)
HINT = "How many biases has a layer, and over which axis do you sum?"


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=1), a.T @ error, np.sum(error, axis=1)
