"""An activation is applied to the sums."""

import numpy as np

CATALOGUE = ""
FAILS = ("linear.values",)
HINT = "The sums themselves are asked for. What does your last step do with them?"
WITH = "sigmoid"
TRIES = {"WITH": ("sigmoid", "tanh", "relu", "step")}


def linear(x, w, b):
    z = x @ w + b
    return {"sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "relu": np.maximum(z, 0), "step": (z > 0) * 1.0}[WITH]
