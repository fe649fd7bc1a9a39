"""The logits lose their digits after the point before anything is computed."""

import numpy as np

CATALOGUE = "SM17"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "What becomes of a logit of 1.7 in the first line of your function?"
HOW = "truncated"
TRIES = {"HOW": ("truncated", "rounded", "floor")}


def softmax(logits):
    whole = {"truncated": np.trunc, "rounded": np.round, "floor": np.floor}[HOW](logits)
    e = np.exp(whole - whole.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
