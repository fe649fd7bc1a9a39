"""Softmax loses the signs of the logits."""

import numpy as np

CATALOGUE = "SM14"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "A logit of -3 and one of 3: should they get the same probability?"
HOW = "sizes"
TRIES = {"HOW": ("sizes", "squares", "relu")}


def softmax(logits):
    parts = {"sizes": np.abs(logits), "squares": logits**2, "relu": np.maximum(logits, 0)}[HOW]
    e = np.exp(parts - parts.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
