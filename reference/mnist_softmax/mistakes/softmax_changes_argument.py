"""Softmax subtracts the maximum in place and so changes the caller's array."""

import numpy as np

CATALOGUE = "SM16"
FAILS = ("softmax.unchanged",)
HINT = "Run your function twice on the same array. Is the array still the same afterwards?"
OF = "row"
TRIES = {"OF": ("row", "batch", "result")}


def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True) if OF != "batch" else logits.max()
    if OF == "result":
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=-1, keepdims=True)
        return logits
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)
