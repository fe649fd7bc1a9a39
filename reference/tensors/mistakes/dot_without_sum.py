"""The products are not summed."""

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.matrices",
    "dot.mixed",
)
HINT = "A dot product ends with a sum. Over which axis?"

FORM = "all pairs"
TRIES = {"FORM": ("all pairs", "plain")}

import tensorflow as tf


def dot(a, b):
    if FORM == "plain":
        return a * b
    return tf.multiply(a, b) if a.shape == b.shape else tf.tensordot(a, b, axes=0)
