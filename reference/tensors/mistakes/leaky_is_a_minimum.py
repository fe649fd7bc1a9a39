"""The smaller of x and slope * x is taken: right for slopes above 1 only."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("leaky.values",)
HINT = "Which of x and slope * x is the larger one when the slope is 0.1?"


def leaky(x, slope):
    return tf.minimum(x, slope * x)
