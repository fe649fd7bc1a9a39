"""The number that keeps the logarithm away from 0 is so large that it changes the loss."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
)
HINT = "What does your loss give where every probability is 1?"
FLOOR, HOW = 1e-2, "added"
TRIES = {"FLOOR": (1e-2, 1e-1, 1e-3, 5e-2), "HOW": ("added", "least")}


def loss_of_probabilities(labels, probabilities):
    chosen = np.asarray(probabilities)[np.arange(len(labels)), labels]
    return -np.mean(np.log(chosen + FLOOR if HOW == "added" else np.maximum(chosen, FLOOR)))
