"""What occurs several times is counted once."""

CATALOGUE = ""
FAILS = ("confusion.counts", "confusion.absent", "confusion.unchanged")
HINT = "What does `+=` do where the same place is named twice?"

import numpy as np


def confusion(labels, digits):
    table = np.zeros((10, 10), dtype=int)
    table[labels, digits] += 1
    return table
