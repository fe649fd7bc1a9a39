"""The loss is the mean squared difference of labels and predictions."""

import numpy as np

CATALOGUE = "CE19"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.zero",
)
HINT = "Should being sure and wrong cost only 1? What does the logarithm add?"
OVER = "all"
TRIES = {"OVER": ("all", "classes")}


def cross_entropy(y_true, y_pred):
    squares = (y_true - y_pred) ** 2
    return np.mean(squares) if OVER == "all" else np.mean(np.sum(squares, axis=1))
