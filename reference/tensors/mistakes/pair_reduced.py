"""All entries are summed up."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = ("add_and_multiply.sum", "add_and_multiply.product", "add_and_multiply.row", "add_and_multiply.unchanged")
HINT = "Two tables are asked: which shape have yours?"
WHICH = "both"
TRIES = {"WHICH": ("both", "product", "sum", "pair")}


def add_and_multiply(a, b):
    if WHICH == "pair":
        return tf.reduce_sum([a, b]), tf.reduce_prod([a, b])
    total, product = a + b, a * b
    return np.sum(total) if WHICH != "product" else total, np.sum(product) if WHICH != "sum" else product
