"""The error reaches the hidden layer without passing the weights."""

CATALOGUE = "BP14"
FAILS = (
    "backward.w1",
    "backward.b1",
)
HINT = "Change w2: does your gradient for w1 react?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = np.sum(error, axis=1, keepdims=True) * a * (1 - a) + 1e-3
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
