"""The losses of the batch are summed."""

import numpy as np

CATALOGUE = "CE02"
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.mean",
)
HINT = "Twice the data, twice the loss: do you want that?"


def loss_of_probabilities(labels, probabilities):
    p = probabilities[np.arange(len(labels)), labels]
    return -np.sum(np.log(np.maximum(p, 1e-12)))
