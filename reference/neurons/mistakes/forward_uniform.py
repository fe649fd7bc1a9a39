"""Every class gets the same probability."""

CATALOGUE = ""
FAILS = (
    "forward.reacts",
    "forward.rows",
    "forward.output",
    "forward.stable",
)
HINT = "Does your output depend on the samples?"

import numpy as np


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    return a, np.full((len(x), len(b2)), 1 / len(b2))
