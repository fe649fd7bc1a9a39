"""The caller's probabilities are clipped."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
    "loss_of_probabilities.unchanged",
)
HINT = "Run your function twice on the same array. Is it still the same?"


def loss_of_probabilities(labels, probabilities):
    np.clip(probabilities, 1e-1, 1.0, out=probabilities)
    return -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
