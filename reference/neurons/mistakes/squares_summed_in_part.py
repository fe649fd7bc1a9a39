"""The squares are summed over one axis and averaged over the other."""

import numpy as np

CATALOGUE = "MS01"
FAILS = ("losses.mean_squared_error",)
HINT = "Over how many numbers goes the mean: the samples, the outputs, or both?"
BY = 0
TRIES = {"BY": (0, 1)}


def mean_squared_error(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2) / y_true.shape[BY]
