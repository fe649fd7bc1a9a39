"""Only one sample of the batch counts."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.values",)
HINT = "How many samples does your loss look at?"
AT = 0
TRIES = {"AT": (0, -1)}


def loss_of_probabilities(labels, probabilities):
    return -np.log(np.maximum(probabilities[AT, labels[AT]], 1e-12))
