"""One number for the whole batch comes back."""

import numpy as np

CATALOGUE = ""
FAILS = ("linear.shape", "linear.values")
HINT = "One sum per sample: how many samples are there?"
BIAS = "once"
TRIES = {"BIAS": ("once", "each")}


def linear(x, w, b):
    return np.sum(x * w) + b if BIAS == "once" else np.sum(x * w + b)
