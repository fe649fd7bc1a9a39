"""The labels are smoothed, so that no prediction is perfect."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero_elsewhere")
HINT = "What does a perfect prediction cost? What do you do with the labels first?"
PART = 0.1
TRIES = {"PART": (0.1, 0.2, 0.05, 0.01)}


def cross_entropy(y_true, y_pred):
    y = (1 - PART) * y_true + PART / y_true.shape[1]
    return -np.mean(np.sum(y * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1))
