"""The squared distance of the probabilities from one-hot rows is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "Where is the logarithm?"
OVER = "all"
TRIES = {"OVER": ("all", "rows")}


def loss_of_logits(labels, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    rows = (np.eye(p.shape[1])[labels] - p) ** 2
    return np.mean(rows if OVER == "all" else rows.sum(axis=1))
