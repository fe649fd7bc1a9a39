"""The sign of the margin is turned round."""

CATALOGUE = "HG03"
FAILS = ("losses.hinge",)
HINT = "Which side of the margin is free?"

import numpy as np


def hinge(y_true, scores):
    return np.mean(np.maximum(0, 1 + y_true * scores))
