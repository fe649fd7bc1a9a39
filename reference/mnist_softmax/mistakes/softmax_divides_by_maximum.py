"""Softmax divides the logits by the largest one instead of subtracting it."""

import numpy as np

CATALOGUE = "SM05"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Does your trick against overflow leave the ratios of the exponentials unchanged?"
OF = "sizes"
TRIES = {"OF": ("sizes", "values")}


def softmax(logits):
    scaled = logits / np.max(np.abs(logits) if OF == "sizes" else logits, axis=-1, keepdims=True)
    e = np.exp(scaled)
    return e / e.sum(axis=-1, keepdims=True)
