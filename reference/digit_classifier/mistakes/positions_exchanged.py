"""Wrong first, right second."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "predictions.right",
    "predictions.wrong",
    "predictions.unchanged",
)
HINT = "Which of the two comes first?"


def right_and_wrong(digits, labels):
    return np.flatnonzero(digits != labels), np.flatnonzero(digits == labels)
