"""The output layer gets the sums of the hidden layer, and not its activations."""

import numpy as np

CATALOGUE = "BP06"
FAILS = ("forward.output", "forward.stable")
HINT = "What enters the output layer: the sums of the hidden layer, or its activations?"


def forward(x, w1, b1, w2, b2):
    sums = x @ w1 + b1
    scores = sums @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return sigmoid(sums), powers / np.sum(powers, axis=1, keepdims=True)
