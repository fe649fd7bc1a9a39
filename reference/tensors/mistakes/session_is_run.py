"""A session of TensorFlow 1 is opened and run."""

CATALOGUE = "S0-11"
FAILS = (
    "weighted_total.reacts",
    "weighted_total.number",
    "weighted_total.value",
)
HINT = "Which version of TensorFlow is the tutorial you follow about? Since version 2 nothing needs a session."

import tensorflow as tf


def weighted_total(weights, numbers):
    products = tf.multiply(tf.constant(weights), tf.constant(numbers))
    with tf.Session() as session:
        return session.run(tf.reduce_sum(products))
