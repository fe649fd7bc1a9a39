"""a (1 - a) is computed with the sums instead of the activations."""

CATALOGUE = "BP11"
FAILS = (
    "backward.w1",
    "backward.b1",
)
HINT = "The slope as a function of which quantity?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * (x @ w1 + b1) * (1 - (x @ w1 + b1))
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
