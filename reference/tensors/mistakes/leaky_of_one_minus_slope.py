"""Negative entries are scaled with 1 minus the slope."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "What must -2 become with a slope of 0.1?"


def leaky(x, slope):
    return tf.where(x > 0, x, (1 - slope) * x)
