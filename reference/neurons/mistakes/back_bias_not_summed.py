"""The error of every sample comes back for the output's bias."""

CATALOGUE = "BP08"
FAILS = ("backward.b2",)
HINT = "The bias is shared by all samples: what becomes of their errors?"

import numpy as np


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, error
