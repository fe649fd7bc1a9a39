"""Softmax subtracts the maximum above the fraction line, but not below it."""

import numpy as np

CATALOGUE = "SM20"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Did you shift above and below the fraction line?"


def softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.exp(shifted) / np.exp(logits).sum(axis=-1, keepdims=True)
