"""Eager execution is switched on, though it always is."""

CATALOGUE = "S0-12"
FAILS = (
    "weighted_total.reacts",
    "weighted_total.number",
    "weighted_total.value",
)
HINT = "Ask `tf.executing_eagerly()`. Does it need to be enabled?"

import tensorflow as tf


def weighted_total(weights, numbers):
    tf.enable_eager_execution()
    return tf.reduce_sum(tf.multiply(weights, numbers)).numpy()
