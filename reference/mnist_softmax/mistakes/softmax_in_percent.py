"""The probabilities are multiplied by 100."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.probabilities", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "What is the largest number a probability can be?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return 100 * e / e.sum(axis=-1, keepdims=True)
