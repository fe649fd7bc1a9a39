"""Every entry of the one is multiplied with every entry of the other."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = ("dot.vectors", "dot.matrices", "dot.mixed")
HINT = "Which axis do the two share? It has gone in the result."
FORM = "axes"
TRIES = {"FORM": ("axes", "flat")}


def dot(a, b):
    return np.outer(a, b) if FORM == "flat" else tf.tensordot(a, b, axes=0)
