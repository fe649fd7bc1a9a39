"""The softmax does not overflow, but the logarithm is taken of a probability that is 0 by then."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.finite",
    "loss_of_logits.large",
)
HINT = "What is exp(-1000) in floating point, and its logarithm?"


def loss_of_logits(labels, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return -np.mean(np.log(p[np.arange(len(labels)), labels]))
