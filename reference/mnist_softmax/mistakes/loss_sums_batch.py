"""Cross-entropy adds up the losses of the samples instead of averaging them."""

import numpy as np

CATALOGUE = "CE02"
FAILS = ("cross_entropy.values", "cross_entropy.mean")
HINT = "Twice the data, twice the loss: do you want that?"


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)))
