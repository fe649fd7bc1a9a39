"""The exponentials are divided by the sum of the logits themselves."""

import numpy as np

CATALOGUE = "SM14"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "What stands below the fraction line: the sum of the logits, or of their exponentials?"
SHIFT = "none"
TRIES = {"SHIFT": ("none", "row")}


def softmax(logits):
    z = logits - logits.max(axis=-1, keepdims=True) if SHIFT == "row" else logits
    return np.exp(z) / np.sum(z, axis=-1, keepdims=True)
