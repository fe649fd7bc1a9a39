"""Ten classes, whatever is asked."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "How wide is a row for five classes?"


def one_hot(labels, num_classes):
    return np.eye(10)[labels]
