"""Softmax divides by the sum over the whole batch."""

import numpy as np

CATALOGUE = "SM02"
FAILS = ("softmax.values", "softmax.probabilities", "softmax.stable", "softmax.mixed_rows")
HINT = "In a batch of two, do the probabilities of each sample add up to one? Over what did you sum?"


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / np.sum(e)
