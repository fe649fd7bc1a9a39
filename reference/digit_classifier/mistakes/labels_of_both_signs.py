"""The other classes get -1."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "Which number stands at the places of the other classes?"


def one_hot(labels, num_classes):
    return 2 * np.eye(num_classes, dtype="float32")[labels] - 1
