"""Cross-entropy takes the logarithm of probabilities that may be exactly zero."""

import numpy as np

CATALOGUE = "CE08"
FAILS = ("cross_entropy.zero", "cross_entropy.zero_elsewhere")
HINT = "A sure but wrong model: what does your loss return? What is 0 times the logarithm of 0?"
FORM = "sum"
TRIES = {"FORM": ("sum", "picked")}


def cross_entropy(y_true, y_pred):
    if FORM == "picked":
        return -np.mean(np.log(y_pred[np.arange(len(y_true)), np.argmax(y_true, axis=1)]))
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))
