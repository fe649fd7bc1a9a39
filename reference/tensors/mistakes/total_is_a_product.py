"""All products are multiplied with each other."""

import tensorflow as tf

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "A total is a sum. Which function reduces by adding?"


def weighted_total(weights, numbers):
    return float(tf.reduce_prod(tf.multiply(weights, numbers)))
