"""Only digits that are too small, or too large, are called wrong."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.wrong",)
HINT = "Is a 9 that is read as a 1 wrong, and a 1 that is read as a 9?"
HOW = "small"
TRIES = {"HOW": ("small", "large")}


def right_and_wrong(digits, labels):
    return np.flatnonzero(digits == labels), np.flatnonzero(digits < labels if HOW == "small" else digits > labels)
