"""The formula for two classes is used."""

import numpy as np

CATALOGUE = "CE13"
FAILS = ("losses.cross_entropy",)
HINT = "For how many classes is the formula with 1 - p?"
OVER = "classes"
TRIES = {"OVER": ("classes", "all")}


def cross_entropy(y_true, y_pred):
    terms = y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)
    return -np.mean(np.sum(terms, axis=1) if OVER == "classes" else terms)
