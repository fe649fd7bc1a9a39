"""The row is put beside every column."""

CATALOGUE = ""
FAILS = ("add_and_multiply.row",)
HINT = "Does the row belong to every row of the table, or to every column?"

import numpy as np


def add_and_multiply(a, b):
    if b.ndim == 1:
        b = np.resize(b, len(a))[:, np.newaxis]
    return a + b, a * b
