"""The errors cancel out: nothing is squared."""

CATALOGUE = "MS02"
FAILS = ("losses.mean_squared_error",)
HINT = "Can a squared error be negative?"

import numpy as np


def mean_squared_error(y_true, y_pred):
    return np.mean(y_pred - y_true)
