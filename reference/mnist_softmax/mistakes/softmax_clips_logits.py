"""Softmax clips the logits to a range that exp can bear, which makes all large logits equal."""

import numpy as np

CATALOGUE = "SM07"
FAILS = ("softmax.stable", "softmax.mixed_rows")
HINT = "Two different large logits come out equally likely. At which step did their difference get lost?"
LIMIT = 500
TRIES = {"LIMIT": (500, 700, 709, 600, 300, 200, 100, 88, 80, 50, 30, 20)}


def softmax(logits):
    e = np.exp(np.clip(logits, -LIMIT, LIMIT))
    return e / e.sum(axis=-1, keepdims=True)
