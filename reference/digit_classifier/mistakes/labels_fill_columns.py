"""Whole columns are filled with ones."""

import numpy as np

CATALOGUE = ""
FAILS = ("one_hot.values", "one_hot.width", "one_hot.unchanged")
HINT = "How many ones are there in a row? Print the sum of each."


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    rows[:, labels] = 1
    return rows
