"""The exponentials are squared, or the sum below them."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.probabilities", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Which power do the exponentials have above and below the fraction line?"
WHERE = "below"
TRIES = {"WHERE": ("below", "above")}


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    total = e.sum(axis=-1, keepdims=True)
    return e / total**2 if WHERE == "below" else e**2 / total
