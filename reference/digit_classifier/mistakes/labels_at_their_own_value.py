"""The number of the class stands where a one belongs."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "Which number marks the class in a one-hot row?"


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes), "float32")
    rows[np.arange(len(labels)), labels] = labels
    return rows
