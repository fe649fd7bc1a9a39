"""Softmax subtracts the smallest logit of each row, which leaves the largest one free to overflow."""

import numpy as np

CATALOGUE = "SM06"
FAILS = (
    "softmax.stable",
    "softmax.finite",
)
HINT = "After your shift the smallest logit is zero. Which end of the row can still overflow?"


def softmax(logits):
    e = np.exp(logits - logits.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
