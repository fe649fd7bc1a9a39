"""The loss is divided by the number of samples twice."""

import numpy as np

CATALOGUE = "BP02"
FAILS = ("cross_entropy.values", "cross_entropy.mean", "cross_entropy.zero")
HINT = "Put every sample into the batch twice. What happens to your loss?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1)) / len(y_true)
