"""Softmax divides by the sum over the whole batch."""

import numpy as np

CATALOGUE = "SM02"
FAILS = ("softmax.values", "softmax.probabilities", "softmax.stable", "softmax.mixed_rows")
HINT = "In a batch of two, do the probabilities of each sample add up to one? Over what did you sum?"
SHIFT = "row"
TRIES = {"SHIFT": ("row", "batch", "none")}


def softmax(logits):
    shifts = {"row": lambda: np.max(logits, axis=-1, keepdims=True), "batch": lambda: np.max(logits), "none": lambda: 0}
    e = np.exp(logits - shifts[SHIFT]())
    return e / np.sum(e)
