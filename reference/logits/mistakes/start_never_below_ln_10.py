"""Ten classes are taken for the least there can be."""

import numpy as np

CATALOGUE = ""
FAILS = ("initial_loss.any",)
HINT = "What does a fair coin cost?"


def initial_loss(classes):
    return max(float(np.log(classes)), float(np.log(10)))
