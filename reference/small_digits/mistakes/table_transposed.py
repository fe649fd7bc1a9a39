"""Rows are what digits were taken for, columns the true ones."""

CATALOGUE = ""
FAILS = ("confusion.counts", "confusion.absent", "confusion.unchanged")
HINT = "Which entry counts a 3 that was taken for an 8?"

import numpy as np


def confusion(labels, digits):
    table = np.zeros((10, 10), dtype=int)
    np.add.at(table, (digits, labels), 1)
    return table
