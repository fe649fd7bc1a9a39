"""Positions are counted from one."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.right", "predictions.wrong", "predictions.unchanged")
HINT = "Which position has the first prediction?"


def right_and_wrong(digits, labels):
    return np.flatnonzero(digits == labels) + 1, np.flatnonzero(digits != labels) + 1
