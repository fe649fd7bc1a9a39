"""The maximum is subtracted below the fraction line only."""

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
HINT = "Do you subtract the same number above and below the fraction line?"


def softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.exp(logits) / np.exp(shifted).sum(axis=-1, keepdims=True)
