"""The root of the mean square comes back."""

import numpy as np

CATALOGUE = "MS01"
FAILS = ("losses.mean_squared_error",)
HINT = "Compare with a single error of 2: it costs 4."


def mean_squared_error(y_true, y_pred):
    return np.sqrt(np.mean((y_pred - y_true) ** 2))
