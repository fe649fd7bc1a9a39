"""Each value is squared before they are subtracted, or the mean is."""

import numpy as np

CATALOGUE = "MS02"
FAILS = ("losses.mean_squared_error",)
HINT = "Square the error, or subtract the squares: are these the same?"
HOW = "values"
TRIES = {"HOW": ("values", "mean")}


def mean_squared_error(y_true, y_pred):
    return np.mean(y_pred**2 - y_true**2) if HOW == "values" else np.mean(y_pred - y_true) ** 2
