"""Softmax subtracts the largest logit of the whole batch from every row."""

import numpy as np

CATALOGUE = "SM04"
FAILS = ("softmax.mixed_rows",)
HINT = "One maximum for the whole batch: what happens to a row that lies far below it?"


def softmax(logits):
    e = np.exp(logits - np.max(logits))
    return e / e.sum(axis=-1, keepdims=True)
