"""The labels are written over on the way, so that a second run of the cell sees others."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.unchanged",)
HINT = "Run your cell twice. Are the labels still the labels?"


def right_and_wrong(digits, labels):
    hit = digits == labels
    labels[:] = np.where(hit, labels, digits)
    return np.flatnonzero(hit), np.flatnonzero(~hit)
