"""The losses of the batch are summed."""

import numpy as np

CATALOGUE = "CE02"
FAILS = ("losses.hinge",)
HINT = "Twice the data, twice the loss: do you want that?"


def hinge(y_true, scores):
    return np.sum(np.maximum(0, 1 - y_true * scores))
