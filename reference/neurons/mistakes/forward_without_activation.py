"""The sums of the hidden layer go on without their sigmoid."""

CATALOGUE = ""
FAILS = (
    "forward.hidden",
    "forward.output",
    "forward.stable",
)
HINT = "Two linear layers in a row can do no more than one. What stands between them?"

import numpy as np


def forward(x, w1, b1, w2, b2):
    a = x @ w1 + b1
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
