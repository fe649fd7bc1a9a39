"""The difference of label and score is taken instead of their product."""

import numpy as np

CATALOGUE = "HG02"
FAILS = ("losses.hinge",)
HINT = "What is the loss of a score of 3 when the label is 1?"


def hinge(y_true, scores):
    return np.mean(np.maximum(0, 1 - (y_true - scores)))
