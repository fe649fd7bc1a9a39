"""The entropy of the predictions: the labels are not used."""

import numpy as np

CATALOGUE = "CE16"
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "Shuffle the labels: should the loss change?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_pred * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1))
