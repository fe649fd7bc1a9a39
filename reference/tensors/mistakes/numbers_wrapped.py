"""An axis is added."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("to_tensor.floats", "to_tensor.values", "to_tensor.scalar")
HINT = "Shape in, shape out: what is the shape of your tensor?"


def to_tensor(numbers):
    return tf.constant([numbers], dtype=tf.float32)
