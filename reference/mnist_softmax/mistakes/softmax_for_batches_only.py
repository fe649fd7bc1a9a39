"""Softmax names axis 1 for the classes, which a single vector does not have."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.vector",)
HINT = "Which axis holds the classes when there is only one? Count axes from the end."
SHIFT = "row"
TRIES = {"SHIFT": ("row", "batch", "none")}


def softmax(logits):
    shifts = {"row": lambda: np.max(logits, axis=1, keepdims=True), "batch": lambda: np.max(logits), "none": lambda: 0}
    e = np.exp(logits - shifts[SHIFT]())
    return e / np.sum(e, axis=1, keepdims=True)
