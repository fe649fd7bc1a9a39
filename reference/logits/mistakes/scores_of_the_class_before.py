"""The score of the class before the true one is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "From which number are classes counted, and from which positions?"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels - 1])
