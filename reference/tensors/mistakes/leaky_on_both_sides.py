"""Positive entries are scaled, too."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("leaky.values", "leaky.steep")
HINT = "What must 2 become?"
HOW = "one more"
TRIES = {"HOW": ("one more", "all", "sum")}


def leaky(x, slope):
    if HOW == "all":
        return slope * x
    if HOW == "sum":
        return tf.maximum(x, 0) + slope * x
    return tf.where(x > 0, (1 + slope) * x, slope * x)
