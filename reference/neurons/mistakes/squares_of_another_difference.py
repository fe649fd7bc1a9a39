"""Something else than the difference is squared, or the difference is not squared."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.mean_squared_error",)
HINT = "Compute the error of one number by hand: what is subtracted, and what squared?"
HOW = "sum"
TRIES = {"HOW": ("sum", "relative", "cube", "doubled", "plain")}


def mean_squared_error(y_true, y_pred):
    d = y_pred - y_true
    forms = {"sum": (y_pred + y_true) ** 2, "relative": (d / y_true) ** 2, "cube": d**3, "doubled": 2 * d, "plain": d}
    return np.mean(forms[HOW])
