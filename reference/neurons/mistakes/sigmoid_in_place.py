"""The argument is changed."""

CATALOGUE = ""
FAILS = ("sigmoid.unchanged",)
HINT = "Does your function leave its argument alone?"

import numpy as np


def sigmoid(z):
    np.clip(z, -700, 700, out=z)
    z *= -1
    return 1 / (1 + np.exp(z))
