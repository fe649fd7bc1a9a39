"""Only two matrices work."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.mixed",
)
HINT = "What does your function do with two vectors? Try it on short ones."
HOW = "matmul"
TRIES = {"HOW": ("matmul", "einsum", "linalg", "shape")}


def dot(a, b):
    if HOW == "einsum":
        return np.einsum("ij,jk->ik", a, b)
    if HOW == "linalg":
        return tf.linalg.matmul(a, b)
    if HOW == "shape":
        rows, columns = a.shape[0], b.shape[1]
        return np.array([[sum(a[i] * b[:, j]) for j in range(columns)] for i in range(rows)])
    return tf.matmul(a, b)
