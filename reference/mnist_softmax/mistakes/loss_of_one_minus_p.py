"""The logarithm of one minus the probability of the true class is taken."""

import numpy as np

CATALOGUE = "CE13"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero", "cross_entropy.zero_elsewhere")
HINT = "What does a sample cost whose true class got probability 1?"
SIGN = -1
TRIES = {"SIGN": (-1, 1)}


def cross_entropy(y_true, y_pred):
    p = np.sum(y_true * y_pred, axis=1)
    return SIGN * np.mean(np.log(np.clip(1 - p, 1e-7, 1.0)))
