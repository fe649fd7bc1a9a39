"""The second comes first."""

import numpy as np

CATALOGUE = ""
FAILS = ("dot.matrices", "dot.mixed")
HINT = "Is a times b the same as b times a?"


def dot(a, b):
    return np.dot(b, a)
