"""One over the probability is taken instead of its logarithm."""

import numpy as np

CATALOGUE = "CE19"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero_elsewhere")
HINT = "What should a perfect prediction cost, and what does yours?"


def cross_entropy(y_true, y_pred):
    return np.mean(1 / np.clip(np.sum(y_true * y_pred, axis=1), 1e-7, 1.0))
