"""Positive entries are scaled, negative ones stay."""

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "Which side leaks?"

import tensorflow as tf


@tf.function
def leaky(x, slope):
    return tf.where(x > 0, slope * x, x)
