"""Cross-entropy takes the logarithm of one plus the probability."""

import numpy as np

CATALOGUE = "CE07"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.perfect",
    "cross_entropy.not_negative",
    "cross_entropy.zero",
    "cross_entropy.zero_elsewhere",
)
HINT = "What is the logarithm of a probability of 1? What should a perfect prediction cost?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log1p(y_pred), axis=1))
