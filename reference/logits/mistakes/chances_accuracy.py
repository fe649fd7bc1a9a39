"""The accuracy comes back, or the share of wrong answers."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
)
HINT = "Should a guess of 0.51 cost as much as one of 0.99?"
WHICH = "right"
TRIES = {"WHICH": ("right", "wrong")}


def loss_of_probabilities(labels, probabilities):
    right = float(np.mean(np.argmax(probabilities, axis=1) == labels))
    return right if WHICH == "right" else 1 - right
