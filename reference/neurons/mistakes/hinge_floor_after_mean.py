"""The mean is floored, not every sample."""

import numpy as np

CATALOGUE = "HG01"
FAILS = ("losses.hinge",)
HINT = "May a sample far on the right side pay for others?"


def hinge(y_true, scores):
    return np.maximum(0, np.mean(1 - y_true * scores))
