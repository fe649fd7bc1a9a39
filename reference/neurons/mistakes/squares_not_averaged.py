"""Another number of the squares than their mean is taken."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.mean_squared_error",)
HINT = "Which of the squares count in a mean?"
HOW = "largest"
TRIES = {"HOW": ("largest", "median", "variance", "one less", "first")}


def mean_squared_error(y_true, y_pred):
    d = y_pred - y_true
    forms = {"largest": np.max(d**2), "median": np.median(d**2), "variance": np.var(d), "first": np.mean(d[0] ** 2)}
    return np.sum(d**2) / (d.size - 1) if HOW == "one less" else forms[HOW]
