"""Logits are taken for probabilities and clipped: from_logits=False on logits."""

import numpy as np

CATALOGUE = "TR01"
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "What range must the argument of a logarithm have, and what range do logits have?"


def loss_of_logits(labels, logits):
    p = np.clip(logits, 1e-7, 1.0)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
