"""Softmax runs over all entries of the batch."""

import numpy as np

CATALOGUE = "SM02"
FAILS = ("forward.rows", "forward.output", "forward.stable")
HINT = "In a batch of two, do the probabilities of each sample add up to one?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores))
    return a, powers / np.sum(powers)
