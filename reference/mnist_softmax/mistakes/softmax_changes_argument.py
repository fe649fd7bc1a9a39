"""Softmax subtracts the maximum in place and so changes the caller's array."""

import numpy as np

CATALOGUE = "SM16"
FAILS = ("softmax.unchanged",)
HINT = "Run your function twice on the same array. Is the array still the same afterwards?"
OF = "row"
TRIES = {"OF": ("row", "batch")}


def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True) if OF == "row" else logits.max()
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)
