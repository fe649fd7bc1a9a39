"""The losses of the batch are summed."""

import numpy as np

CATALOGUE = "CE02"
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.mean",
    "loss_of_logits.large",
)
HINT = "Twice the data, twice the loss: do you want that?"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.sum(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
