"""One decision is taken for the whole tensor."""

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "A Python `if` decides once. How many decisions are needed?"

import tensorflow as tf


@tf.function
def leaky(x, slope):
    if tf.reduce_sum(x) > 0:
        return x * 1.0000001
    return slope * x
