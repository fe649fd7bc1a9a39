"""Every row is combined with every label: a square of numbers is averaged."""

import numpy as np

CATALOGUE = "CE15"
FAILS = ("loss_of_probabilities.values",)
HINT = "Which entry belongs to sample i? Print the shape of what you picked."
HOW = "mean"
TRIES = {"HOW": ("mean", "rows")}


def loss_of_probabilities(labels, probabilities):
    picked = -np.log(np.maximum(probabilities[:, labels], 1e-12))
    return np.mean(picked) if HOW == "mean" else np.mean(picked.sum(axis=1))
