"""The minus sign is missing."""

CATALOGUE = "CE01"
FAILS = ("losses.cross_entropy",)
HINT = "Can a loss be negative for every prediction?"

import numpy as np


def cross_entropy(y_true, y_pred):
    return np.mean(np.sum(y_true * np.log(y_pred), axis=1))
