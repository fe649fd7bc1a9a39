"""Cross-entropy is replaced by one minus the probability of the true class."""

import numpy as np

CATALOGUE = "CE19"
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "Should being sure and wrong cost only 1? What does the logarithm add?"


def cross_entropy(y_true, y_pred):
    return np.mean(1 - np.sum(y_true * y_pred, axis=1))
