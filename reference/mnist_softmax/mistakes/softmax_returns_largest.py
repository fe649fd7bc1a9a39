"""Only the largest probability of each row comes back."""

import numpy as np

CATALOGUE = "SM23"
FAILS = (
    "softmax.shape",
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Shape in, shape out: one probability for every logit."


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.max(e / e.sum(axis=-1, keepdims=True), axis=-1)
