"""Only what is wrong is counted."""

CATALOGUE = ""
FAILS = ("confusion.counts", "confusion.absent", "confusion.unchanged")
HINT = "What stands on the diagonal?"

import numpy as np


def confusion(labels, digits):
    table = np.zeros((10, 10), dtype=int)
    wrong = labels != digits
    np.add.at(table, (labels[wrong], digits[wrong]), 1)
    return table
