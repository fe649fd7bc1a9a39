"""The one stands one place too far."""

import numpy as np

CATALOGUE = "TR13"
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "At which position does the row of class 0 hold its one?"


def one_hot(labels, num_classes):
    return np.eye(num_classes)[(labels + 1) % num_classes]
