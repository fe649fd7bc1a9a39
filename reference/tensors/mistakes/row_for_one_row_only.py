"""The row is added to one row of the table, or each of its numbers to a row of its own."""

import numpy as np

CATALOGUE = ""
FAILS = ("add_and_multiply.row",)
HINT = "The row belongs to every row of the table. What does yours do with the second one?"
FORM = "first"
TRIES = {"FORM": ("first", "last", "zip")}


def add_and_multiply(a, b):
    if FORM == "zip" or b.ndim == 2:
        return np.array([x + y for x, y in zip(a, b)]), np.array([x * y for x, y in zip(a, b)])
    total = a.copy()
    total[0 if FORM == "first" else -1] += b
    return total, a * b
