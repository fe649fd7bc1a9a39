"""Every tensor has at least one axis."""

CATALOGUE = ""
FAILS = ("to_tensor.scalar",)
HINT = "How many axes has a single number?"

import numpy as np
import tensorflow as tf


def to_tensor(numbers):
    return tf.constant(np.atleast_1d(numbers), dtype=tf.float32)
