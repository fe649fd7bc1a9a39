"""The same sum stands above and below the line."""

CATALOGUE = "AC05"
FAILS = (
    "activations.tanh",
    "activations.tanh_large",
)
HINT = "Test your function at two points."

import numpy as np


def tanh(z):
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) + np.exp(-z))
