"""The class with the largest logit comes back instead of probabilities."""

import numpy as np

CATALOGUE = "SM15"
FAILS = (
    "softmax.shape",
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Shape in, shape out: one probability for every logit. What did you return?"
OVER = "classes"
TRIES = {"OVER": ("classes", "samples", "all")}


def softmax(logits):
    return np.argmax(logits, axis={"classes": -1, "samples": 0, "all": None}[OVER])
