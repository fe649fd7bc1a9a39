"""The hidden layer's bias is left out."""

import numpy as np

CATALOGUE = ""
FAILS = ("forward.hidden", "forward.output", "forward.stable")
HINT = "The weighted sums have biases: where is b1?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
