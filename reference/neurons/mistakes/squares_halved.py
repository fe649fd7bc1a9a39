"""A factor of one half, as some books write it."""

CATALOGUE = "MS01"
FAILS = ("losses.mean_squared_error",)
HINT = "Compare with a single error of 2: it costs 4."

import numpy as np


def mean_squared_error(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2) / 2
