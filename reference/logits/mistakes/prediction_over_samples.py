"""Softmax runs over the images."""

import tensorflow as tf

CATALOGUE = "SM01"
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "Which numbers must add up to one: those of one image, or those of one class?"


def predict_probabilities(model, images):
    return tf.nn.softmax(model(images), axis=0).numpy()
