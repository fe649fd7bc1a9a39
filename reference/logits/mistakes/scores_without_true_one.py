"""The logarithm of the sum comes back; the score of the true class is not subtracted."""

import numpy as np

CATALOGUE = "CE12"
FAILS = ("loss_of_logits.values", "loss_of_logits.large")
HINT = "Shuffle the labels: should the loss change?"
SHIFT = "back"
TRIES = {"SHIFT": ("back", "kept")}


def loss_of_logits(labels, logits):
    top = logits.max(axis=1)
    sums = np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return np.mean(sums + top if SHIFT == "back" else sums)
