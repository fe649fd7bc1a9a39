"""Labels are divided by 255 together with the images."""

import numpy as np

CATALOGUE = "TR11"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "What is left of the digit 7 in your labels? Which of the two arrays holds grey values?"


def preprocess(images, labels):
    x, y = images / 255.0, labels / 255.0
    return x.reshape(-1, 784).astype("float32"), np.eye(10)[y.astype(int)]
