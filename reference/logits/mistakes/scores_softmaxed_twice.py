"""Softmax is applied twice before the logarithm."""

import numpy as np

CATALOGUE = "SM19"
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "Your loss never falls below 1.46 for ten classes. How often is softmax applied?"


def loss_of_logits(labels, logits):
    p = logits
    for _ in range(2):
        e = np.exp(p - p.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
