"""Softmax rounds its probabilities."""

import numpy as np

CATALOGUE = "SM24"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "How many digits do your probabilities have? Return what was computed."
DIGITS = 3
TRIES = {"DIGITS": (3, 2, 4, 5)}


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), DIGITS)
