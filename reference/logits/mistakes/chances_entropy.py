"""The entropy of the predictions is taken; the labels are not used."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
)
HINT = "Change a label: does the loss change?"


def loss_of_probabilities(labels, probabilities):
    p = np.clip(probabilities, 1e-7, 1)
    return -np.mean(np.sum(p * np.log(p), axis=1))
