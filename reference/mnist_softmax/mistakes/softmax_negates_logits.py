"""Softmax takes exp of the negated logits, so that the order of the classes is reversed."""

import numpy as np

CATALOGUE = "SM12"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "The largest logit gets the smallest probability. Look at the sign in the exponent."


def softmax(logits):
    e = np.exp(-(logits - np.min(logits, axis=-1, keepdims=True)))
    return e / e.sum(axis=-1, keepdims=True)
