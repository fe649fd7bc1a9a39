"""The bias of the output layer is forgotten."""

CATALOGUE = ""
FAILS = (
    "forward.output",
    "forward.stable",
)
HINT = "Each layer has a bias of its own."

import numpy as np


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
