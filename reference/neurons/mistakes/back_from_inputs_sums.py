"""The gradient of the output weights uses the hidden sums, not the activations."""

CATALOGUE = "BP06"
FAILS = ("backward.w2",)
HINT = "What did the output layer receive as input?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), (x @ w1 + b1).T @ error, np.sum(error, axis=0)
