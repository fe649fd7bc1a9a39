"""The logits are divided by the square root of the number of classes, as attention does."""

import numpy as np

CATALOGUE = "SM13"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Which step of the formula divides the logits, before they are exponentiated?"


def softmax(logits):
    e = np.exp((logits - logits.max(axis=-1, keepdims=True)) / np.sqrt(logits.shape[-1]))
    return e / e.sum(axis=-1, keepdims=True)
