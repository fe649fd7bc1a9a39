"""The larger of x and slope * x is taken: right for slopes below 1 only."""

CATALOGUE = ""
FAILS = ("leaky.steep",)
HINT = "Which of x and slope * x is the larger one when the slope is 2?"

import tensorflow as tf


@tf.function
def leaky(x, slope):
    return tf.maximum(x, slope * x)
