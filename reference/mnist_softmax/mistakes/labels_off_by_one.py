"""The one of a label stands one place too far."""

import numpy as np

CATALOGUE = "TR13"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "At which position does the one for the digit 0 stand?"
BY = 1
TRIES = {"BY": (1, -1)}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, np.roll(np.eye(10), BY, axis=1)[labels]
