"""The labels choose rows, and not the entry of their class."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.values",)
HINT = "What do two indices in one pair of brackets choose, and what does one?"


def loss_of_probabilities(labels, probabilities):
    return -np.mean(np.log(np.clip(probabilities[labels], 1e-7, 1)))
