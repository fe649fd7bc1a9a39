"""Softmax adds a number to its denominator that is too large to go unnoticed."""

import numpy as np

CATALOGUE = "SM21"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Your probabilities add up to a little less than one. What did you add below the fraction line?"
EPSILON = 1e-2
TRIES = {"EPSILON": (1e-2, 1.0, 0.1, 1e-3, 1e-4, 1e-5)}


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + EPSILON)
