"""Softmax names axis 1 for the classes, which a single vector does not have."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.vector",)
HINT = "Which axis holds the classes when there is only one? Count axes from the end."


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
