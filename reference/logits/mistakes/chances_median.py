"""The median stands in the place of the mean."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.values",)
HINT = "Is the mean asked for, or the one in the middle?"


def loss_of_probabilities(labels, probabilities):
    return -np.median(np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)))
