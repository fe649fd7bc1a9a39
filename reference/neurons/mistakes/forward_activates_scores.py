"""The scores pass the sigmoid before softmax."""

import numpy as np

CATALOGUE = ""
FAILS = ("forward.output", "forward.stable")
HINT = "What enters softmax: the sums of the output layer, or something made of them?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = sigmoid(a @ w2 + b2)
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
