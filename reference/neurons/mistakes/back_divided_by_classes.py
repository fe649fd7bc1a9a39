"""The gradients are divided by the number of classes, or doubled."""

import numpy as np

CATALOGUE = "BP02"
FAILS = ("backward.w2", "backward.b2", "backward.w1", "backward.b1")
HINT = "One constant factor is off everywhere. By how many of what do you divide?"
HOW = "classes"
TRIES = {"HOW": ("classes", "doubled", "twice")}


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / {"classes": y.shape[1], "doubled": len(x) / 2, "twice": len(x) ** 2}[HOW]
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
