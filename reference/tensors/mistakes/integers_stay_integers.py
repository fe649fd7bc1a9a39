"""The integers stay integers: the dtype is left to TensorFlow, or the argument comes back as it is."""

CATALOGUE = ""
FAILS = (
    "to_tensor.reacts",
    "to_tensor.floats",
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "Print the dtype of what you return."

import tensorflow as tf


def to_tensor(numbers):
    return tf.constant(numbers)
