"""The logarithm to base two, or ten, is used."""

import numpy as np

CATALOGUE = "CE06"
FAILS = ("losses.cross_entropy",)
HINT = "A uniform guess over four classes costs ln 4 = 1.3863. Which logarithm do you use?"
HOW = "two"
TRIES = {"HOW": ("two", "ten")}


def cross_entropy(y_true, y_pred):
    log = np.log2 if HOW == "two" else np.log10
    return -np.mean(np.sum(y_true * log(y_pred), axis=1))
