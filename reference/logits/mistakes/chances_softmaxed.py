"""The loss applies softmax to what already are probabilities, as from_logits=True does."""

import numpy as np

CATALOGUE = "CE11"
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
)
HINT = "The function gets probabilities. What does your loss assume about its input?"


def loss_of_probabilities(labels, probabilities):
    e = np.exp(probabilities)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
