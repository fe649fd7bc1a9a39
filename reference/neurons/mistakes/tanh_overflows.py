"""Raw exponentials overflow for large inputs."""

CATALOGUE = "AC03"
FAILS = ("activations.tanh_large",)
HINT = "Use a form in which only decaying exponentials occur."

import numpy as np


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
