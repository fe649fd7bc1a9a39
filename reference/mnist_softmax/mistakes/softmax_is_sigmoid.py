"""Softmax is written as the logistic sigmoid of each logit."""

import numpy as np

CATALOGUE = "SM08"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "When the score of one class rises, should the probabilities of the others change?"


def softmax(logits):
    return 1 / (1 + np.exp(-logits))
