"""The logarithm to base two, or ten, is taken."""

import numpy as np

CATALOGUE = "CE06"
FAILS = ("loss_of_probabilities.values",)
HINT = "A uniform guess over ten classes costs ln 10. Which logarithm do you use?"
BASE = 2
TRIES = {"BASE": (2, 10)}


def loss_of_probabilities(labels, probabilities):
    p = np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)
    return -np.mean(np.log(p)) / np.log(BASE)
