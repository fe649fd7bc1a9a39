"""The weighted sum is averaged over the inputs."""

import numpy as np

CATALOGUE = ""
FAILS = ("linear.values",)
HINT = "Compute one sample with two inputs by hand. What do you divide by?"


def linear(x, w, b):
    return np.mean(x * w, axis=1) + b
