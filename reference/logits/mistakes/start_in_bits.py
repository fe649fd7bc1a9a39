"""The logarithm to base two is taken."""

import numpy as np

CATALOGUE = "CE06"
FAILS = ("initial_loss.many", "initial_loss.any")
HINT = "In which unit is a loss of Keras? What does a guess among ten cost?"


def initial_loss(classes):
    return np.log2(classes)
