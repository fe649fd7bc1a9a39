"""The smallest logit is subtracted, so that the others grow."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.finite",
    "loss_of_logits.large",
)
HINT = "Which number must be subtracted so that no exponential is above 1?"


def loss_of_logits(labels, logits):
    z = logits - logits.min(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
