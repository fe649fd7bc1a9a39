"""The slope of tanh is used on the way back."""

import numpy as np

CATALOGUE = "BP12"
FAILS = ("backward.w1", "backward.b1")
HINT = "Which activation did the forward pass use?"
OF = "output"
TRIES = {"OF": ("output", "sums")}


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * (1 - (a if OF == "output" else np.tanh(x @ w1 + b1)) ** 2)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
