"""The loss is cut off at 16.1, since the probability is clipped at 1e-7."""

import numpy as np

CATALOGUE = "CE09"
FAILS = ("loss_of_logits.large",)
HINT = "Which prediction can no longer be punished, and why is no probability needed at all?"


def loss_of_logits(labels, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-7)))
