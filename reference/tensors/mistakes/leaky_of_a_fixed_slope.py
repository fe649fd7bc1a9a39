"""The slope that is given is not used."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("leaky.values", "leaky.steep")
HINT = "Call your function with two slopes. Should the answers differ?"
SLOPE = 0.2
TRIES = {"SLOPE": (0.2, 0.01, 0.3, 0.1)}


def leaky(x, slope):
    return tf.where(x > 0, x, SLOPE * x)
