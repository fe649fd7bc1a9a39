"""The table ends with the largest digit that occurs."""

CATALOGUE = ""
FAILS = ("confusion.absent",)
HINT = "Which shape has your table when no nine occurs?"

import numpy as np


def confusion(labels, digits):
    size = max(labels.max(), digits.max()) + 1
    table = np.zeros((size, size), dtype=int)
    np.add.at(table, (labels, digits), 1)
    return table
