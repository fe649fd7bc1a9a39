"""The logarithm of the mean probability is taken."""

import numpy as np

CATALOGUE = "CE18"
FAILS = ("losses.cross_entropy",)
HINT = "Average of logarithms, or logarithm of the average?"


def cross_entropy(y_true, y_pred):
    return -np.log(np.mean(np.sum(y_true * y_pred, axis=1)))
