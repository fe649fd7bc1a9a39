"""Logarithms of the probabilities come back."""

import tensorflow as tf

CATALOGUE = "SM11"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "Your probabilities are negative. On which scale are they?"


def predict_probabilities(model, images):
    return tf.nn.log_softmax(model(images)).numpy()
