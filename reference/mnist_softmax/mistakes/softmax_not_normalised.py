"""Softmax returns the exponentials without dividing by their sum."""

import numpy as np

CATALOGUE = "SM10"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "These are positive weights. What is still missing before they are a distribution?"


def softmax(logits):
    return np.exp(logits - np.max(logits, axis=-1, keepdims=True))
