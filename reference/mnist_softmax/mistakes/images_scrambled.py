"""Images are reshaped to (784, n) and transposed, which mixes pixels of different images."""

import numpy as np

CATALOGUE = "TR14"
FAILS = ("preprocess.image_values",)
HINT = "Reshape keeps the order of memory, not the images. Plot one row as a picture."


def preprocess(images, labels):
    x = images.reshape(784, -1).T.astype("float32") / 255
    return x, np.eye(10)[labels]
