"""Softmax subtracts from every logit the largest one of its class in the batch."""

import numpy as np

CATALOGUE = "SM04"
FAILS = ("softmax.values", "softmax.stable", "softmax.mixed_rows")
HINT = "What you subtract must be the same for all logits of one sample. Is it?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=0))
    return e / e.sum(axis=-1, keepdims=True)
