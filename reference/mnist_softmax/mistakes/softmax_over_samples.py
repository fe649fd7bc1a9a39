"""Softmax normalises over the samples of the batch, axis 0, and not over the classes."""

import numpy as np

CATALOGUE = "SM01"
FAILS = ("softmax.values", "softmax.probabilities", "softmax.stable", "softmax.mixed_rows")
HINT = "Which numbers must add up to one: those of one sample, or those of one class?"


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=0))
    return e / e.sum(axis=0)
