"""Only the worst sample counts."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.hinge",)
HINT = "How many samples does your loss look at?"
FLOOR = "none"
TRIES = {"FLOOR": ("none", "zero")}


def hinge(y_true, scores):
    worst = np.max(1 - y_true * scores)
    return worst if FLOOR == "none" else max(0.0, worst)
