"""Every row is combined with every label: a square of numbers is averaged."""

import numpy as np

CATALOGUE = "CE15"
FAILS = ("loss_of_logits.values", "loss_of_logits.large")
HINT = "Which entry belongs to sample i? Print the shape of what you picked."
HOW = "broadcast"
TRIES = {"HOW": ("broadcast", "rows")}


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    sums = np.log(np.exp(z).sum(axis=1))
    return np.mean((sums if HOW == "broadcast" else sums[:, None]) - z[:, labels])
