"""The squared distance from one-hot rows is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.values",
    "loss_of_probabilities.zero",
)
HINT = "Where is the logarithm?"
OVER = "all"
TRIES = {"OVER": ("all", "rows", "chosen")}


def loss_of_probabilities(labels, probabilities):
    rows = (np.eye(probabilities.shape[1])[labels] - probabilities) ** 2
    chosen = (1 - probabilities[np.arange(len(labels)), labels]) ** 2
    return np.mean({"all": rows, "rows": rows.sum(axis=1), "chosen": chosen}[OVER])
