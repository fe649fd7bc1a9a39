"""The compatibility module's session is run, on tensors that were computed long ago."""

CATALOGUE = "S0-11"
FAILS = (
    "weighted_total.reacts",
    "weighted_total.number",
    "weighted_total.value",
)
HINT = "What is left to run when every line has been computed already?"

import tensorflow as tf


def weighted_total(weights, numbers):
    products = tf.multiply(tf.constant(weights), tf.constant(numbers))
    with tf.compat.v1.Session() as session:
        return session.run(tf.reduce_sum(products))
