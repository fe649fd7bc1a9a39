"""The hidden layer's sums come back in the place of its activations."""

import numpy as np

CATALOGUE = ""
FAILS = ("forward.hidden",)
HINT = "What are the hidden activations: before the sigmoid, or after it?"


def forward(x, w1, b1, w2, b2):
    z = x @ w1 + b1
    a = sigmoid(z)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return z, powers / np.sum(powers, axis=1, keepdims=True)
