"""Negative entries become positive."""

import tensorflow as tf

CATALOGUE = "AC06"
FAILS = ("leaky.values", "leaky.steep")
HINT = "What must -2 become with a slope of 0.1?"
HOW = "minus"
TRIES = {"HOW": ("minus", "size", "plain")}


def leaky(x, slope):
    return tf.where(x > 0, x, {"minus": -slope * x, "size": slope * tf.abs(x), "plain": -x}[HOW])
