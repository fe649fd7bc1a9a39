"""Every pixel becomes 0 or 1."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.image_values",)
HINT = "What must a grey value of 51 become?"
ABOVE = 127
TRIES = {"ABOVE": (127, 0, 128, 100, 126)}


def preprocess(images, labels):
    x = (images.reshape(-1, 784) > ABOVE).astype("float32")
    return x, np.eye(10)[labels]
