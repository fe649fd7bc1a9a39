"""Softmax subtracts the maximum in place and so changes the caller's array."""

import numpy as np

CATALOGUE = "SM16"
FAILS = ("softmax.unchanged",)
HINT = "Run your function twice on the same array. Is the array still the same afterwards?"


def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)
