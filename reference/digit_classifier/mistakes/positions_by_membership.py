"""Digits are looked for among all labels, not held against their own."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "predictions.right",
    "predictions.wrong",
    "predictions.unchanged",
)
HINT = "With which label must the third digit be compared?"
HOW = "positions"
TRIES = {"HOW": ("positions", "sets")}


def right_and_wrong(digits, labels):
    if HOW == "sets":
        return np.intersect1d(digits, labels), np.setdiff1d(digits, labels)
    found = np.isin(digits, labels)
    return np.flatnonzero(found), np.flatnonzero(~found)
