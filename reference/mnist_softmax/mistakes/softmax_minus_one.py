"""One is subtracted from every exponential."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "What is the exponential of 0? Look at every term of the formula."


def softmax(logits):
    e = np.expm1(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
