"""Images are scaled to [-1, 1] instead of [0, 1]."""

import numpy as np

CATALOGUE = "TR34"
FAILS = ("preprocess.image_values",)
HINT = "What are the smallest and the largest value of your images, and what was asked for?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 127.5 - 1
    return x, np.eye(10)[labels]
