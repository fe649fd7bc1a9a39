"""A placeholder stands where a function's argument belongs."""

CATALOGUE = "S0-10"
FAILS = (
    "weighted_total.reacts",
    "weighted_total.number",
    "weighted_total.value",
)
HINT = "What stands for a number that is not known yet: a placeholder, or simply an argument?"

import tensorflow as tf


def weighted_total(weights, numbers):
    weight = tf.placeholder(tf.float64, shape=[None])
    return tf.reduce_sum(weight * numbers)
