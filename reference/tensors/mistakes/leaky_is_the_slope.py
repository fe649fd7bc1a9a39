"""Negative entries become the slope itself."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("leaky.values", "leaky.steep")
HINT = "What must -2 become with a slope of 0.1, and what -4?"
HOW = "slope"
TRIES = {"HOW": ("slope", "plus", "minus")}


def leaky(x, slope):
    return tf.where(x > 0, x, {"slope": tf.ones_like(x) * slope, "plus": x + slope, "minus": x - slope}[HOW])
