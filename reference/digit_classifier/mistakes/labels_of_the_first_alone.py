"""Only the first label becomes a row with a one."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "Where does your `return` stand: in the loop, or behind it?"
FORM = "zeros"
TRIES = {"FORM": ("zeros", "row")}


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes), "float32")
    rows[0, labels[0]] = 1
    return rows if FORM == "zeros" else rows[0]
