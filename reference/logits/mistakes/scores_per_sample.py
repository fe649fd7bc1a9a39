"""One loss per sample comes back."""

import numpy as np

CATALOGUE = "CE05"
FAILS = ("loss_of_logits.values", "loss_of_logits.mean", "loss_of_logits.large")
HINT = "One number for the whole batch is asked."


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
