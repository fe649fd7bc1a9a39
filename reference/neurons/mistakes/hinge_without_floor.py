"""Being too right is rewarded: the 0 is missing."""

CATALOGUE = "HG01"
FAILS = ("losses.hinge",)
HINT = "Should a score far on the right side pay for others?"

import numpy as np


def hinge(y_true, scores):
    return np.mean(1 - y_true * scores)
