"""The probabilities are put into an array of integers, which keeps none of them."""

import numpy as np

CATALOGUE = "SM17"
FAILS = (
    "softmax.varies",
    "softmax.shape",
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
    "softmax.unchanged",
)
HINT = "What does an integer array keep of 0.7?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(int)
