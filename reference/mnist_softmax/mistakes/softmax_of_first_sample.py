"""Softmax returns the first row of a batch only."""

import numpy as np

CATALOGUE = "SM23"
FAILS = ("softmax.shape", "softmax.values", "softmax.stable", "softmax.mixed_rows")
HINT = "Shape in, shape out: how many samples came, and how many rows left?"
FORM = "row"
TRIES = {"FORM": ("row", "one row")}


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    if p.ndim < 2:
        return p
    return p[:1] if FORM == "one row" else p[0]
