"""The wrong classes get -1, or another number, instead of 0."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "What stands in a one-hot row besides its single 1?"
LOW = -1.0
TRIES = {"LOW": (-1.0, 0.1, 0.01)}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, np.where(np.eye(10)[labels] == 1, 1.0, LOW)
