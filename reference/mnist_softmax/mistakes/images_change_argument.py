"""Images are flattened in place, which changes the shape of the caller's array."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.unchanged",)
HINT = "Look at the shape of the images after the call. Is it the caller's or yours?"


def preprocess(images, labels):
    images.resize((len(images), 784))
    return images.astype("float32") / 255, np.eye(10)[labels]
