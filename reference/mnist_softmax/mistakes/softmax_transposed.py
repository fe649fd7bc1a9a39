"""Rows and columns of the result are exchanged."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.shape", "softmax.values", "softmax.probabilities", "softmax.stable", "softmax.mixed_rows")
HINT = "Shape in, shape out: which axis of your answer holds the samples?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).T
