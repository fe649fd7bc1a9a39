"""The places of the positive entries come back, and not what stands there."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "leaky.shape",
    "leaky.values",
    "leaky.steep",
)
HINT = "`tf.where` with one argument, and with three: what does each give?"
HOW = "places"
TRIES = {"HOW": ("places", "mask")}


def leaky(x, slope):
    return tf.where(x > 0) if HOW == "places" else x > 0
