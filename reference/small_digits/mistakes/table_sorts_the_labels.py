"""The caller's labels and digits come back sorted."""

CATALOGUE = ""
FAILS = ("confusion.unchanged",)
HINT = "Are labels and digits still in the order in which they came?"

import numpy as np


def confusion(labels, digits):
    pairs = 10 * labels + digits
    labels.sort()
    digits.sort()
    return np.bincount(pairs, minlength=100).reshape(10, 10)
