"""Cross-entropy takes the logarithm of the mean probability instead of the mean of the logarithms."""

import numpy as np

CATALOGUE = "CE18"
FAILS = ("cross_entropy.values",)
HINT = "Average of logarithms, or logarithm of the average: which is the mean loss of the samples?"


def cross_entropy(y_true, y_pred):
    p_true = np.sum(y_true * y_pred, axis=1)
    return -np.log(np.mean(p_true) + 1e-7)
