"""The labels are taken for the numbers of rows."""

import numpy as np

CATALOGUE = ""
FAILS = ("one_hot.values", "one_hot.width", "one_hot.unchanged")
HINT = "Row first, then column: which of the two is the label?"
HOW = "rows"
TRIES = {"HOW": ("rows", "exchanged")}


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    if HOW == "rows":
        rows[labels] = 1
    else:
        rows[labels, np.arange(len(labels)) % num_classes] = 1
    return rows
