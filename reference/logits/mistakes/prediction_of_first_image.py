"""Only the first image is answered."""

import tensorflow as tf

CATALOGUE = "PR02"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "One row per image: how many images are there?"
SHAPE = "row"
TRIES = {"SHAPE": ("row", "batch")}


def predict_probabilities(model, images):
    p = tf.nn.softmax(model(images)).numpy()
    return p[0] if SHAPE == "row" else p[:1]
