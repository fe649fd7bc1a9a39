"""The probability of the true class is taken itself, without its logarithm."""

import numpy as np

CATALOGUE = "CE19"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.perfect",
    "cross_entropy.not_negative",
    "cross_entropy.zero",
    "cross_entropy.zero_elsewhere",
)
HINT = "Should being sure and wrong cost only 1? What does the logarithm add?"
SIGN = -1
TRIES = {"SIGN": (-1, 1)}


def cross_entropy(y_true, y_pred):
    return SIGN * np.mean(np.sum(y_true * y_pred, axis=1))
