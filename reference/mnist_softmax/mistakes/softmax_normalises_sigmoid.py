"""Softmax is the sigmoid of each logit, divided by the sum of its row."""

import numpy as np

CATALOGUE = "SM09"
FAILS = (
    "softmax.values",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "The ratio of two probabilities should be exp of the difference of their logits. Is it in yours?"


def softmax(logits):
    s = 1 / (1 + np.exp(-logits))
    return s / s.sum(axis=-1, keepdims=True)
