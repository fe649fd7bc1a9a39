"""Entries that stand in the same place are multiplied, and summed over an axis."""

import numpy as np

CATALOGUE = ""
FAILS = ("dot.matrices",)
HINT = "A dot product of matrices meets each row of the one with each column of the other. Which entries meet in yours?"
AXIS = -1
TRIES = {"AXIS": (-1, 0)}


def dot(a, b):
    return np.sum(a * b, axis=AXIS)
