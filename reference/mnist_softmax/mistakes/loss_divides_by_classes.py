"""Cross-entropy divides the sum of its losses by the number of classes."""

import numpy as np

CATALOGUE = "CE04"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.mean",
)
HINT = "Which axis holds the samples? By how many of what do you divide?"


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0))) / np.shape(y_true)[1]
