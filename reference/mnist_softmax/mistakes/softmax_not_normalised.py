"""Softmax returns the exponentials without dividing by their sum."""

import numpy as np

CATALOGUE = "SM10"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "These are positive weights. What is still missing before they are a distribution?"
SHIFT = "row"
TRIES = {"SHIFT": ("row", "batch", "none")}


def softmax(logits):
    shifts = {"row": lambda: np.max(logits, axis=-1, keepdims=True), "batch": lambda: np.max(logits), "none": lambda: 0}
    return np.exp(logits - shifts[SHIFT]())
