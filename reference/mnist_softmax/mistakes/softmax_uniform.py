"""Every class gets the same probability, whatever the logits."""

CATALOGUE = ""
FAILS = (
    "softmax.shape",
    "softmax.values",
    "softmax.varies",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.finite",
    "softmax.stable",
    "softmax.mixed_rows",
    "softmax.unchanged",
)
HINT = "Does your answer depend on the logits at all?"

import numpy as np


def softmax(logits):
    logits = np.asarray(logits)
    return np.full(logits.shape, 1.0 / logits.shape[-1])
