"""Only the largest probability of each image comes back."""

import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "How many probabilities has one image?"


def predict_probabilities(model, images):
    return tf.nn.softmax(model(images)).numpy().max(axis=1)
