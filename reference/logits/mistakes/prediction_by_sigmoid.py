"""A sigmoid is taken of each logit."""

import tensorflow as tf

CATALOGUE = "SM08"
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "Ten independent yes or no answers, or one choice of ten?"


def predict_probabilities(model, images):
    return tf.sigmoid(model(images)).numpy()
