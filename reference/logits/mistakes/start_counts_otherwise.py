"""One class too few, or too many, is counted."""

import numpy as np

CATALOGUE = ""
FAILS = ("initial_loss.many", "initial_loss.any")
HINT = "What does a guess cost where there is only one class?"
BY = -1
TRIES = {"BY": (-1, 1)}


def initial_loss(classes):
    return np.log(classes + BY)
