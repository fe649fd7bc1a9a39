"""The floor stands at 1, or the smaller number is taken."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.hinge",)
HINT = "What does a sample cost whose score is right and far away?"
HOW = "floor"
TRIES = {"HOW": ("floor", "smaller", "sizes")}


def hinge(y_true, scores):
    margins = 1 - y_true * scores
    forms = {"floor": np.maximum(1, margins), "smaller": np.minimum(0, margins), "sizes": np.abs(margins)}
    return np.mean(forms[HOW])
