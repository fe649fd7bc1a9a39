"""Zeros and ones of the labels are exchanged."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "What stands in a one-hot row besides its single 1?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, 1.0 - np.eye(10)[labels]
