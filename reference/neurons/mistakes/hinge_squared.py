"""The losses of the samples are squared."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.hinge",)
HINT = "What does a score of 0.5 cost when the label is 1?"


def hinge(y_true, scores):
    return np.mean(np.maximum(0, 1 - y_true * scores) ** 2)
