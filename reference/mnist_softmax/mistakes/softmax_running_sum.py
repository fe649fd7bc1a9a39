"""Every exponential is divided by the sum of those up to it."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Over which classes does the sum below the fraction line run?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / np.cumsum(e, axis=-1)
