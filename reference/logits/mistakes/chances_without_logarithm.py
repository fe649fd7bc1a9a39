"""No logarithm is taken: one minus the probability, or the probability itself."""

import numpy as np

CATALOGUE = "CE19"
FAILS = ("loss_of_probabilities.values", "loss_of_probabilities.zero")
HINT = "Should being sure and wrong cost only 1? What does the logarithm add?"
HOW = "one minus"
TRIES = {"HOW": ("one minus", "minus", "itself")}


def loss_of_probabilities(labels, probabilities):
    p = probabilities[np.arange(len(labels)), labels]
    return np.mean({"one minus": 1 - p, "minus": -p, "itself": p}[HOW])
