"""The minus is missing."""

import numpy as np

CATALOGUE = "CE01"
FAILS = (
    "initial_loss.ten",
    "initial_loss.any",
)
HINT = "Can a loss be negative?"


def initial_loss(classes):
    return float(np.log(1 / classes))
