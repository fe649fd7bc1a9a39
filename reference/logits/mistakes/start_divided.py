"""The logarithm is divided by the number of classes, or multiplied by it."""

import numpy as np

CATALOGUE = "CE03"
FAILS = ("initial_loss.many", "initial_loss.any")
HINT = "What does a guess that knows nothing cost for two classes? It is ln 2."
HOW = "divided"
TRIES = {"HOW": ("divided", "multiplied")}


def initial_loss(classes):
    return np.log(classes) / classes if HOW == "divided" else np.log(classes) * classes
