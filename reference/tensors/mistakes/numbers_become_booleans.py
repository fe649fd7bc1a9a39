"""The numbers become True and False."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "to_tensor.floats",
    "to_tensor.reacts",
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "What is left of a 7 in a boolean?"


def to_tensor(numbers):
    return tf.cast(numbers, tf.bool)
