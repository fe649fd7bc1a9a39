"""Softmax divides the exponentials by the root of the sum of their squares."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.probabilities", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Which numbers of a row must add up to one: the probabilities, or their squares?"


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / np.sqrt(np.sum(e**2, axis=-1, keepdims=True))
