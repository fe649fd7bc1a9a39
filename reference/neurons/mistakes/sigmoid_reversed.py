"""The sign of the exponent is missing: the sigmoid falls."""

CATALOGUE = "AC01"
FAILS = (
    "sigmoid.values",
    "sigmoid.large",
)
HINT = "Should a larger input give a larger output?"

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(np.clip(z, -700, 700)))
