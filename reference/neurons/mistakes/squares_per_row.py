"""One number per sample, or per output, comes back."""

import numpy as np

CATALOGUE = "CE05"
FAILS = ("losses.mean_squared_error", "losses.mean")
HINT = "One number for the whole batch is asked."
OVER = 1
TRIES = {"OVER": (1, 0)}


def mean_squared_error(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2, axis=OVER)
