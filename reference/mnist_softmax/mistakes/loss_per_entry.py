"""One number per sample and class comes back."""

import numpy as np

CATALOGUE = "CE05"
FAILS = ("cross_entropy.shape", "cross_entropy.values", "cross_entropy.mean", "cross_entropy.zero")
HINT = "One number for the whole batch is asked. How do you get it from all entries?"


def cross_entropy(y_true, y_pred):
    return -y_true * np.log(np.clip(y_pred, 1e-7, 1.0))
