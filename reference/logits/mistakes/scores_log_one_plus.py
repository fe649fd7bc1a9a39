"""The logarithm of 1 plus the sum is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "What does the sum of the formula begin with?"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log1p(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
