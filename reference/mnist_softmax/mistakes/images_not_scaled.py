"""Images are flattened but keep grey values up to 255."""

import numpy as np

CATALOGUE = "TR07"
FAILS = ("preprocess.image_values",)
HINT = "What is the largest number your first layer sees?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32")
    return x, np.eye(10)[labels]
