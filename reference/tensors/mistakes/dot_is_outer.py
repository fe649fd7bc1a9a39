"""Every entry of the one is multiplied with every entry of the other."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("dot.vectors", "dot.matrices", "dot.mixed")
HINT = "Which axis do the two share? It has gone in the result."


def dot(a, b):
    return tf.tensordot(a, b, axes=0)
