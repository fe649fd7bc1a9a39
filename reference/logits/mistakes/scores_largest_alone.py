"""The largest logit stands in the place of the logarithm of the sum."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "What does the formula add up before it takes the logarithm?"


def loss_of_logits(labels, logits):
    return np.mean(logits.max(axis=1) - logits[np.arange(len(labels)), labels])
