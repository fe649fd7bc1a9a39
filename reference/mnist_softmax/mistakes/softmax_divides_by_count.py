"""Softmax divides the exponentials by a number of entries and not by their sum."""

import numpy as np

CATALOGUE = "SM25"
FAILS = ("softmax.values", "softmax.probabilities", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "To what do the numbers of one row add up, and to what should they?"
OF = "classes"
SHIFT = "row"
TRIES = {"OF": ("classes", "samples", "all"), "SHIFT": ("row", "none", "batch")}


def softmax(logits):
    shifts = {"row": lambda: np.max(logits, axis=-1, keepdims=True), "batch": lambda: np.max(logits), "none": lambda: 0}
    counts = {"classes": logits.shape[-1], "samples": len(logits), "all": logits.size}
    return np.exp(logits - shifts[SHIFT]()) / counts[OF]
