"""The entries are told apart at another number than 0."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "At which number does the straight line bend?"
LIMIT = "one"
TRIES = {"LIMIT": ("one", "slope", "mean")}


def leaky(x, slope):
    limit = {"one": 1.0, "slope": slope, "mean": np.mean(x)}[LIMIT]
    return tf.where(x > limit, x, slope * x)
