"""Another loss of scores is taken: the share of wrong signs, the logistic one, or a difference."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.hinge",)
HINT = "What does a right sample cost whose score is only just on its side?"
HOW = "share"
TRIES = {"HOW": ("share", "logistic", "difference", "other difference")}


def hinge(y_true, scores):
    forms = {
        "share": (y_true * scores < 0) * 1.0,
        "logistic": np.log(1 + np.exp(-y_true * scores)),
        "difference": np.maximum(0, y_true - scores),
        "other difference": np.maximum(0, 1 - (y_true - scores)),
    }
    return np.mean(forms[HOW])
