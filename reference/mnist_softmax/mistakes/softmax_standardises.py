"""The logits are standardised before the exponential."""

import numpy as np

CATALOGUE = ""
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Does your trick against overflow leave the ratios of the exponentials unchanged?"
OVER = "classes"
TRIES = {"OVER": ("classes", "all", "samples")}


def softmax(logits):
    axis = {"classes": -1, "all": None, "samples": 0}[OVER]
    scaled = (logits - logits.mean(axis=axis, keepdims=True)) / logits.std(axis=axis, keepdims=True)
    e = np.exp(scaled)
    return e / e.sum(axis=-1, keepdims=True)
