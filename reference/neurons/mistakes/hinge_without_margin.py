"""The margin of 1 is missing."""

import numpy as np

CATALOGUE = "HG03"
FAILS = ("losses.hinge",)
HINT = "Is a score of 0.1 on the right side good enough?"
MARGIN = 0.0
TRIES = {"MARGIN": (0.0, 0.5, 2.0)}


def hinge(y_true, scores):
    return np.mean(np.maximum(0, MARGIN - y_true * scores))
