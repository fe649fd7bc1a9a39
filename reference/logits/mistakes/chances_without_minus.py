"""The minus sign is missing."""

import numpy as np

CATALOGUE = "CE01"
FAILS = ("loss_of_probabilities.values", "loss_of_probabilities.zero")
HINT = "Can a loss be negative for every prediction?"


def loss_of_probabilities(labels, probabilities):
    return np.mean(np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)))
