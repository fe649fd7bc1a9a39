"""The probability of being wrong is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "initial_loss.many",
    "initial_loss.any",
)
HINT = "Which probability does the true class get?"
HOW = "share"
TRIES = {"HOW": ("share", "logarithm")}


def initial_loss(classes):
    return 1 - 1 / classes if HOW == "share" else -np.log(1 - 1 / classes)
