"""Softmax returns the logarithms of the probabilities."""

import tensorflow as tf

CATALOGUE = "SM11"
FAILS = (
    "softmax.values",
    "softmax.probabilities",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Your probabilities are negative. On which scale are they?"


def softmax(logits):
    return tf.nn.log_softmax(logits, axis=-1)
