"""Classes are counted from one, the last of them from the end."""

import numpy as np

CATALOGUE = "TR13"
FAILS = ("one_hot.values", "one_hot.width", "one_hot.unchanged")
HINT = "At which position does the one for the class 0 stand?"


def one_hot(labels, num_classes):
    return np.eye(num_classes)[np.asarray(labels) - 1]
