"""Another activation than the sigmoid is used in the hidden layer."""

import numpy as np

CATALOGUE = "BP12"
FAILS = ("forward.hidden", "forward.output", "forward.stable")
HINT = "Which activation was asked for in the hidden layer?"
HOW = "relu"
TRIES = {"HOW": ("relu", "tanh")}


def forward(x, w1, b1, w2, b2):
    sums = x @ w1 + b1
    a = np.maximum(sums, 0) if HOW == "relu" else np.tanh(sums)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
