"""The scores are exponentiated as they are."""

CATALOGUE = "SM03"
FAILS = ("forward.stable",)
HINT = "What is exp(1000) in floating point?"

import numpy as np


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    powers = np.exp(a @ w2 + b2)
    return a, powers / np.sum(powers, axis=1, keepdims=True)
