"""The network is asked as if it were still in training, so that dropout spoils its answers."""

import tensorflow as tf

CATALOGUE = "MD19"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "Should the same image get two answers? Which layers behave differently while a network is trained?"


def predict_probabilities(model, images):
    return tf.nn.softmax(model(images, training=True)).numpy()
