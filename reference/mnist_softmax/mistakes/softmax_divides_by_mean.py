"""Softmax divides by the mean of the exponentials instead of their sum."""

import numpy as np

CATALOGUE = "SM25"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "To what do the numbers of one row add up, and to what should they?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.mean(axis=-1, keepdims=True)
