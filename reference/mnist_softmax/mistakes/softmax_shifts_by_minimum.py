"""Softmax subtracts the smallest logit of each row, which leaves the largest one free to overflow."""

import numpy as np

CATALOGUE = "SM06"
FAILS = (
    "softmax.stable",
    "softmax.finite",
)
HINT = "After your shift the smallest logit is zero. Which end of the row can still overflow?"
SHIFT = "minimum"
TRIES = {"SHIFT": ("minimum", "mean")}


def softmax(logits):
    low = logits.min(axis=-1, keepdims=True) if SHIFT == "minimum" else logits.mean(axis=-1, keepdims=True)
    e = np.exp(logits - low)
    return e / e.sum(axis=-1, keepdims=True)
