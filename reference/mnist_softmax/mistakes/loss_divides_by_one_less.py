"""The sum is divided by one sample less, or more, than there are."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values", "cross_entropy.mean")
HINT = "Compute the loss of a batch of one sample by hand. By how many do you divide?"
LESS = 1
TRIES = {"LESS": (1, -1)}


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0))) / (len(y_true) - LESS)
