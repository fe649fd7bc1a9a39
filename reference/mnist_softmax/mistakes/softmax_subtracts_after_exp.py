"""Softmax subtracts the maximum after exp instead of before it."""

import numpy as np

CATALOGUE = "SM22"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
    "softmax.finite",
)
HINT = "Look at the order of operations: what is subtracted from what, and can a probability become negative?"


def softmax(logits):
    e = np.exp(logits) - np.max(logits, axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)
