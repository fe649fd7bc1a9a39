"""Cross-entropy replaces zeros inside the caller's array of predictions."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.unchanged",)
HINT = "Look at the predictions after the call. Are they still what the model said?"


def cross_entropy(y_true, y_pred):
    y_pred[y_pred == 0] = 1e-7
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))
