"""Softmax is applied to what already are probabilities."""

import tensorflow as tf

CATALOGUE = "SM19"
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "Your probabilities are nearly equal, however sure the network is. How often is softmax applied?"


def predict_probabilities(model, images):
    return tf.nn.softmax(tf.nn.softmax(model(images))).numpy()
