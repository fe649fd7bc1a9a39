"""Softmax sums over the classes without keeping the axis, so that the division cannot broadcast."""

import numpy as np

CATALOGUE = "SM18"
FAILS = (
    "softmax.shape",
    "softmax.values",
    "softmax.probabilities",
    "softmax.stable",
    "softmax.mixed_rows",
    "softmax.unchanged",
    "softmax.finite",
    "softmax.varies",
)
HINT = "Write down the shapes on both sides of your division. Which axis has gone?"
SHIFT = "batch"
TRIES = {"SHIFT": ("batch", "row", "none", "kept", "row alone")}


def softmax(logits):
    shifts = {
        "batch": lambda: np.max(logits),
        "row": lambda: np.max(logits, axis=-1),
        "row alone": lambda: np.max(logits, axis=-1),
        "none": lambda: 0,
        "kept": lambda: np.max(logits, axis=-1, keepdims=True),
    }
    e = np.exp(logits - shifts[SHIFT]())
    return e / e.sum(axis=-1, keepdims=SHIFT == "row alone")
