"""The scores are divided by their sum: no exponential."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "forward.rows",
    "forward.output",
    "forward.stable",
)
HINT = "Can your probabilities be negative?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2 + b2
    return a, scores / np.sum(scores, axis=1, keepdims=True)
