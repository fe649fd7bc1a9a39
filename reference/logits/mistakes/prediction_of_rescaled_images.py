"""The images are scaled once more."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "In which range are the images that come in?"
BY = 255.0
TRIES = {"BY": (255.0, 0.00392156862745098)}


def predict_probabilities(model, images):
    return tf.nn.softmax(model(images / np.float32(BY))).numpy()
