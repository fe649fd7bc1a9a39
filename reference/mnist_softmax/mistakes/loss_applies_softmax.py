"""Cross-entropy applies softmax to what already are probabilities."""

import numpy as np

CATALOGUE = "CE11"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.perfect",
    "cross_entropy.zero",
    "cross_entropy.zero_elsewhere",
)
HINT = "Why does a perfect prediction still cost something? What does the function get, logits or probabilities?"


def cross_entropy(y_true, y_pred):
    e = np.exp(y_pred)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))
