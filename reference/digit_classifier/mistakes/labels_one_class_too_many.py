"""Every row is one place too wide."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "From 0 to 9: how many classes are these?"


def one_hot(labels, num_classes):
    return np.eye(num_classes + 1, dtype="float32")[labels]
