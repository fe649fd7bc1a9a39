"""The sum is divided by the number of classes."""

import numpy as np

CATALOGUE = "CE04"
FAILS = ("losses.cross_entropy",)
HINT = "Which axis holds the samples? By how many of what do you divide?"


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred)) / y_true.shape[1]
