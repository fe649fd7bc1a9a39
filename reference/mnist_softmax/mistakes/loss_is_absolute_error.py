"""The loss is the mean absolute difference of labels and predictions."""

import numpy as np

CATALOGUE = "CE19"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.zero",
)
HINT = "Should being sure and wrong cost only 1? What does the logarithm add?"


def cross_entropy(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))
