"""The sign is the wrong way round."""

import numpy as np

CATALOGUE = "CE01"
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "Can a loss be negative for every prediction?"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(z[np.arange(len(labels)), labels] - np.log(np.exp(z).sum(axis=1)))
