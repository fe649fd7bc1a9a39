"""A single number comes back."""

CATALOGUE = ""
FAILS = (
    "leaky.shape",
    "leaky.values",
    "leaky.steep",
)
HINT = "Shape in, shape out: what happens to the shape in your last line?"

import tensorflow as tf


@tf.function
def leaky(x, slope):
    return tf.reduce_sum(tf.where(x > 0, x, slope * x))
