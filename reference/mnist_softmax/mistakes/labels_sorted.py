"""The labels are sorted, so that they no longer belong to their images."""

import numpy as np

CATALOGUE = "TR12"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "Is label 0 still the label of image 0?"
HOW = "sorted"
TRIES = {"HOW": ("sorted", "reversed", "moved")}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    other = {"sorted": np.sort(labels), "reversed": labels[::-1], "moved": np.roll(labels, 1)}[HOW]
    return x, np.eye(10)[other]
