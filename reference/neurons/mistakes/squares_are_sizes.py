"""The sizes of the errors are taken, not their squares."""

import numpy as np

CATALOGUE = "MS02"
FAILS = ("losses.mean_squared_error",)
HINT = "Compare with a single error of 2: it costs 4."


def mean_squared_error(y_true, y_pred):
    return np.mean(np.abs(y_pred - y_true))
