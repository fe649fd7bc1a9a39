"""The slope of another activation is used."""

CATALOGUE = "BP12"
FAILS = (
    "backward.w1",
    "backward.b1",
)
HINT = "Which activation did the forward pass use?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * (x @ w1 + b1 > 0)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
