"""The weights are added to the inputs."""

import numpy as np

CATALOGUE = ""
FAILS = ("linear.values",)
HINT = "What should an input with a weight of 0 do to the sum?"


def linear(x, w, b):
    return np.sum(x + w, axis=1) + b
