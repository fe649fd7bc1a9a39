"""The output weights' gradient is made from the inputs, not from the hidden activations."""

import numpy as np

CATALOGUE = ""
FAILS = ("backward.w2",)
HINT = "What enters the output layer?"


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), x.T @ error, np.sum(error, axis=0)
