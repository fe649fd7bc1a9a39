"""Cross-entropy is the mean over all entries of the formula for two classes."""

import numpy as np

CATALOGUE = "CE13"
FAILS = ("cross_entropy.values",)
HINT = "For how many classes is the formula with 1 - p? Over how many numbers does your mean go?"


def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
