"""The sigmoid is applied twice."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "forward.hidden",
    "forward.output",
    "forward.stable",
)
HINT = "How often does a hidden sum pass its activation?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(sigmoid(x @ w1 + b1))
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
