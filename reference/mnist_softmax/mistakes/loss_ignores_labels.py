"""Cross-entropy takes the largest probability of each row, whatever its label."""

import numpy as np

CATALOGUE = "CE16"
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "Shuffle the labels: should the loss change?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.log(np.max(y_pred, axis=1)))
