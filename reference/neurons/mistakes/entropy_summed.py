"""Summed over the batch, as the formula without 1/n says."""

CATALOGUE = "CE02"
FAILS = ("losses.cross_entropy",)
HINT = "Twice the data, twice the loss: do you want that?"

import numpy as np


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))
