"""How many, and not which."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.right", "predictions.wrong", "predictions.unchanged")
HINT = "Two arrays of positions are asked: how many numbers are in each of yours?"


def right_and_wrong(digits, labels):
    return np.sum(digits == labels), np.sum(digits != labels)
