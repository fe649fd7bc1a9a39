"""The logarithm of the mean probability is taken."""

import numpy as np

CATALOGUE = "CE18"
FAILS = ("loss_of_probabilities.values",)
HINT = "Average of logarithms, or logarithm of the average?"


def loss_of_probabilities(labels, probabilities):
    return -np.log(np.mean(probabilities[np.arange(len(labels)), labels]) + 1e-12)
