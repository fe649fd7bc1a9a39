"""A batch of one loses its first axis."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = ("predict_probabilities.one",)
HINT = "What shape has the answer for a batch of one image?"


def predict_probabilities(model, images):
    return np.squeeze(tf.nn.softmax(model(images)).numpy())
