"""The logarithm to base ten."""

import numpy as np

CATALOGUE = "CE06"
FAILS = (
    "initial_loss.ten",
    "initial_loss.any",
)
HINT = "Which logarithm does the loss use?"


def initial_loss(classes):
    return float(np.log10(classes))
