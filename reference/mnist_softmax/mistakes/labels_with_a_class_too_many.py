"""One-hot rows are eleven wide."""

import numpy as np

CATALOGUE = "MD02"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "How many digits are there, and how wide are your rows?"
SIDE = "end"
TRIES = {"SIDE": ("end", "front")}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, np.eye(11)[labels + (SIDE == "front")]
