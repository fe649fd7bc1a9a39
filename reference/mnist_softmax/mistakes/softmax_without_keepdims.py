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


def softmax(logits):
    e = np.exp(logits - np.max(logits))
    return e / e.sum(axis=-1)
