"""Softmax divides by the sum of the other classes: odds instead of probabilities."""

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
HINT = "Which classes does the sum below the fraction line run over? All of them?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) - e)
