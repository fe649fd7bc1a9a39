"""Sigmoid is applied to what already are probabilities."""

import numpy as np

CATALOGUE = "CE11"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero", "cross_entropy.zero_elsewhere")
HINT = "Why does a perfect prediction still cost something? What does the function get, logits or probabilities?"


def cross_entropy(y_true, y_pred):
    p = 1 / (1 + np.exp(-y_pred))
    return -np.mean(np.sum(y_true * np.log(p), axis=1))
