"""One loss per sample comes back."""

import numpy as np

CATALOGUE = "CE05"
FAILS = ("losses.cross_entropy",)
HINT = "One number for the whole batch is asked."


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred), axis=1)
