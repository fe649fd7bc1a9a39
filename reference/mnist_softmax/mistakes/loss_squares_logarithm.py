"""The logarithms are squared."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values",)
HINT = "What does a sample cost whose class got probability 1/e?"


def cross_entropy(y_true, y_pred):
    return np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)) ** 2, axis=1))
