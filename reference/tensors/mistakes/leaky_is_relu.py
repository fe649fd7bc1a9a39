"""Negative entries become 0."""

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "What is the slope for?"

import tensorflow as tf


@tf.function
def leaky(x, slope):
    return tf.maximum(x, 0)
