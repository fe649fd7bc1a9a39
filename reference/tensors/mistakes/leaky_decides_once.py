"""One decision is taken for the whole tensor."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "leaky.values",
    "leaky.steep",
)
HINT = "A Python `if` decides once. How many decisions are needed?"
BY = "sum"
TRIES = {"BY": ("sum", "all", "any")}


@tf.function
def leaky(x, slope):
    decided = {"sum": tf.reduce_sum(x) > 0, "all": tf.reduce_all(x > 0), "any": tf.reduce_any(x > 0)}[BY]
    return tf.where(decided, x * 1.0000001, slope * x)
