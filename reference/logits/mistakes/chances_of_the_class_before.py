"""The labels are taken to count from one."""

import numpy as np

CATALOGUE = "CE15"
FAILS = ("loss_of_probabilities.values",)
HINT = "Which column holds the probability of the digit 0?"
BY = -1
TRIES = {"BY": (-1, 1)}


def loss_of_probabilities(labels, probabilities):
    shifted = (labels + BY) % probabilities.shape[1]
    return -np.mean(np.log(np.maximum(probabilities[np.arange(len(labels)), shifted], 1e-12)))
