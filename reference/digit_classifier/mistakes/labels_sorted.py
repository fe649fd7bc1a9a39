"""The rows come in the order of the classes."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "To which image does the first row belong?"


def one_hot(labels, num_classes):
    return np.eye(num_classes, dtype="float32")[np.sort(labels)]
