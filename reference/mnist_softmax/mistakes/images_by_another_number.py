"""Grey values are divided by another number than 255."""

import numpy as np

CATALOGUE = "TR35"
FAILS = ("preprocess.image_values",)
HINT = "What is the largest grey value there can be, and what must it become?"
BY = 256
TRIES = {"BY": (256, 100, 254, 128, 127.5, 1000, 25.5, 10, 2550)}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / BY
    return x, np.eye(10)[labels]
