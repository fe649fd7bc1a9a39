"""The numbers are cut to integers before they are multiplied."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.matrices",
    "dot.mixed",
)
HINT = "What becomes of 0.7 in an integer array?"


def dot(a, b):
    return np.dot(a.astype(int), b.astype(int)).astype(float)
