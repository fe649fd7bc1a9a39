"""The mean goes over samples and classes."""

import numpy as np

CATALOGUE = "CE03"
FAILS = ("loss_of_probabilities.values",)
HINT = "Zeros of the one-hot rows are counted in your average."


def loss_of_probabilities(labels, probabilities):
    rows = np.eye(probabilities.shape[1])[labels]
    return -np.mean(rows * np.log(np.maximum(probabilities, 1e-30)))
