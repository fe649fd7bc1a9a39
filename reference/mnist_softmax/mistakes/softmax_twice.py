"""Softmax is applied to its own result once more."""

import tensorflow as tf

CATALOGUE = "SM19"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Even a logit of 50 gets a small probability only. How often is softmax applied?"


def softmax(logits):
    return tf.nn.softmax(tf.nn.softmax(logits))
