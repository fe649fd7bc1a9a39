"""Only the output layer learns, as the tutorial says of gradient descent."""

CATALOGUE = "S0-04"
FAILS = (
    "backward.w1",
    "backward.b1",
)
HINT = "Which parameters does gradient descent update?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = np.zeros_like(a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
