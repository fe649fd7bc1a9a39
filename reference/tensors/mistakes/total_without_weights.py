"""The weights are not used."""

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "Change a weight: does the total change?"

import tensorflow as tf


def weighted_total(weights, numbers):
    return tf.reduce_sum(numbers)
