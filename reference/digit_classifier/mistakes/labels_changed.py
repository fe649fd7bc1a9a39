"""The caller's labels are changed on the way."""

import numpy as np

CATALOGUE = ""
FAILS = ("one_hot.unchanged",)
HINT = "Run your function twice on the same labels. Are they still the same?"


def one_hot(labels, num_classes):
    rows = np.eye(num_classes)[labels]
    labels -= 1
    return rows
