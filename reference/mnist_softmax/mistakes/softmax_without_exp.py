"""Softmax divides the logits, or their sizes, by their sum: no exponential."""

import numpy as np

CATALOGUE = "SM14"
FAILS = (
    "softmax.values",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Is your output still positive, and still ordered, when a logit is negative?"
OF = "sizes"
TRIES = {"OF": ("sizes", "values", "squares")}


def softmax(logits):
    parts = {"sizes": np.abs(logits), "values": logits, "squares": logits**2}[OF]
    return parts / parts.sum(axis=-1, keepdims=True)
