"""One minus the probabilities comes back."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.probabilities", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "The class with the largest logit should get the most. What does yours get?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return 1 - e / e.sum(axis=-1, keepdims=True)
