"""Two axes are summed over at once."""

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.matrices",
    "dot.mixed",
)
HINT = "`axes=` says how many axes are summed over. How many should be?"

import tensorflow as tf


def dot(a, b):
    return tf.tensordot(a, b, axes=2)
