"""Softmax exponentiates the logits as they are, so that large ones overflow and small ones vanish."""

import numpy as np

CATALOGUE = "SM03"
FAILS = (
    "softmax.stable",
    "softmax.mixed_rows",
    "softmax.finite",
)
HINT = "Try logits of 1000. What is exp(1000) in floating point, and what may you subtract from all logits for free?"


def softmax(logits):
    return np.exp(logits) / np.sum(np.exp(logits), axis=-1, keepdims=True)
