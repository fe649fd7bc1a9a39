"""The caller's logits are shifted."""

import numpy as np

CATALOGUE = "SM16"
FAILS = ("loss_of_logits.unchanged",)
HINT = "Run your function twice on the same array. Is it still the same?"


def loss_of_logits(labels, logits):
    logits -= logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])
