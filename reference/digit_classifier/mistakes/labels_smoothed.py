"""A part of every one is given to the other classes."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "Are the rows to be sure, or nearly sure?"
PART, OVER = 0.1, "all"
TRIES = {"PART": (0.1, 0.2, 0.05, 0.01), "OVER": ("all", "others")}


def one_hot(labels, num_classes):
    rows = np.eye(num_classes)[labels]
    count = num_classes if OVER == "all" else num_classes - 1
    return rows * (1 - PART) + (PART / count if OVER == "all" else (1 - rows) * PART / count)
