"""One class gets everything: the largest score becomes 1 and the others 0."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "forward.output",
    "forward.stable",
)
HINT = "How sure may a network be? What does softmax make of 2 and 1?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2 + b2
    return a, np.eye(scores.shape[1])[np.argmax(scores, axis=1)]
