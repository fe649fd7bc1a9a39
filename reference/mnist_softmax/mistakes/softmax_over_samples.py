"""Softmax normalises over the samples of the batch, axis 0, and not over the classes."""

import numpy as np

CATALOGUE = "SM01"
FAILS = ("softmax.values", "softmax.probabilities", "softmax.stable", "softmax.mixed_rows")
HINT = "Which numbers must add up to one: those of one sample, or those of one class?"
SHIFT = "column"
TRIES = {"SHIFT": ("column", "batch", "none")}


def softmax(logits):
    shifts = {"column": lambda: np.max(logits, axis=0), "batch": lambda: np.max(logits), "none": lambda: 0}
    e = np.exp(logits - shifts[SHIFT]())
    return e / e.sum(axis=0)
