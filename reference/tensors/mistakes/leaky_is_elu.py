"""Negative entries run into a curve."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "Is a straight line asked for on the left, or a curve?"


def leaky(x, slope):
    return tf.where(x > 0, x, slope * (tf.exp(x) - 1))
