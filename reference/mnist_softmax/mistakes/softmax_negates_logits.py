"""Softmax takes exp of the negated logits, so that the order of the classes is reversed."""

import numpy as np

CATALOGUE = "SM12"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "The largest logit gets the smallest probability. Look at the sign in the exponent."
SHIFT = "row"
TRIES = {"SHIFT": ("row", "none")}


def softmax(logits):
    shift = np.min(logits, axis=-1, keepdims=True) if SHIFT == "row" else 0
    e = np.exp(-(logits - shift))
    return e / e.sum(axis=-1, keepdims=True)
