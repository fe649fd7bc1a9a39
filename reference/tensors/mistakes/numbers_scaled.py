"""The numbers are divided by the largest, as one does with pictures."""

CATALOGUE = ""
FAILS = (
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "Does the text ask for a change of the numbers, or of their dtype only?"

import numpy as np
import tensorflow as tf


def to_tensor(numbers):
    return tf.constant(numbers / (np.max(np.abs(numbers)) + 1), dtype=tf.float32)
