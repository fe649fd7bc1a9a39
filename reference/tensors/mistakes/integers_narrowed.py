"""The integers become shorter integers, not floats."""

CATALOGUE = ""
FAILS = (
    "to_tensor.floats",
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "`int32` has 32 bits as `float32` does. What is the difference?"

import tensorflow as tf


def to_tensor(numbers):
    return tf.cast(numbers, tf.int32)
