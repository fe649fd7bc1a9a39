"""The sum runs over the samples, and one number for each input is left."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "linear.shape",
    "linear.values",
)
HINT = "Which axis holds the inputs of one sample?"


def linear(x, w, b):
    return np.sum(x * w, axis=0) + b
