"""Cross-entropy lacks its minus sign."""

import numpy as np

CATALOGUE = "CE01"
FAILS = ("cross_entropy.values", "cross_entropy.not_negative", "cross_entropy.zero")
HINT = "Can a loss be negative for every prediction? What is the sign of the logarithm of a probability?"


def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1.0)
    return np.mean(np.sum(y_true * np.log(p), axis=1))
