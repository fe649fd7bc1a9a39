"""The maximum is subtracted in the sum, and not from the score of the true class."""

import numpy as np

CATALOGUE = "SM20"
FAILS = ("loss_of_logits.values", "loss_of_logits.large")
HINT = "Do you subtract the same number from all scores, the true one's too?"
PART = "sum"
TRIES = {"PART": ("sum", "true")}


def loss_of_logits(labels, logits):
    top = logits.max(axis=1)
    true = logits[np.arange(len(labels)), labels]
    sums = np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return np.mean(sums - true) if PART == "sum" else np.mean(sums + top - (true - top))
