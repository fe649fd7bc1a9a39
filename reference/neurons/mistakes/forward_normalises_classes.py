"""Softmax runs over the samples."""

CATALOGUE = "SM01"
FAILS = (
    "forward.rows",
    "forward.output",
    "forward.stable",
)
HINT = "Which numbers must add up to one: those of one sample, or those of one class?"

import numpy as np


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=0))
    return a, powers / np.sum(powers, axis=0)
