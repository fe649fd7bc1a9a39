"""Matrices are multiplied where their entries should be."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "`@` or `*`: which one works entry by entry?"
FORM = "where it fits"
TRIES = {"FORM": ("where it fits", "plain", "transposed", "tensors", "transposed tensors", "rows")}


def add_and_multiply(a, b):
    if FORM == "tensors":
        return tf.add(a, b), tf.matmul(a, b)
    if FORM == "transposed tensors":
        return tf.add(a, b), tf.matmul(a, b, transpose_b=True)
    if FORM == "rows":
        return a + b, a @ np.broadcast_to(b, a.shape).T
    is_plain = FORM == "plain" or (FORM == "where it fits" and a.shape == b.shape and len(a) == a.shape[1])
    return a + b, a @ b if is_plain else a @ b.T
