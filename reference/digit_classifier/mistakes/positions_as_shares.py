"""Shares come back where positions are asked for."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "predictions.right",
    "predictions.wrong",
    "predictions.unchanged",
)
HINT = "How many numbers should come back for three right answers?"


def right_and_wrong(digits, labels):
    return np.mean(digits == labels), np.mean(digits != labels)
