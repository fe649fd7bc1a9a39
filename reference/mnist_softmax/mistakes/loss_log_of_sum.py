"""The logarithm of the sum over the batch is taken."""

import numpy as np

CATALOGUE = "CE18"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.mean",
    "cross_entropy.perfect",
    "cross_entropy.not_negative",
    "cross_entropy.zero",
    "cross_entropy.zero_elsewhere",
)
HINT = "Sum of logarithms, or logarithm of the sum: which is the loss of the samples?"
OVER = "count"
TRIES = {"OVER": ("count", "nothing")}


def cross_entropy(y_true, y_pred):
    total = -np.log(np.clip(np.sum(y_true * y_pred), 1e-7, None))
    return total / len(y_true) if OVER == "count" else total
