"""Images are divided by 255 twice."""

import numpy as np

CATALOGUE = "TR08"
FAILS = ("preprocess.image_values",)
HINT = "Print the largest value of your images. Which one did you expect?"


def preprocess(images, labels):
    images = images / 255.0
    x = images.reshape(len(images), 784).astype("float32") / 255.0
    return x, np.eye(10)[labels]
