"""The growing exponential overflows for large inputs."""

CATALOGUE = "AC02"
FAILS = ("sigmoid.large",)
HINT = "Which exponential explodes for large positive inputs?"

import numpy as np


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))
