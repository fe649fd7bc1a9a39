"""Cross-entropy replaces zeros inside the caller's array of predictions."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.unchanged",)
HINT = "Look at the predictions after the call. Are they still what the model said?"
HOW = "zeros"
FLOOR = 1e-7
TRIES = {"HOW": ("zeros", "below", "both"), "FLOOR": (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)}


def cross_entropy(y_true, y_pred):
    if HOW == "zeros":
        y_pred[y_pred == 0] = FLOOR
    else:
        np.clip(y_pred, FLOOR, 1.0 - FLOOR * (HOW == "both"), out=y_pred)
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))
