"""Rows and columns of the labels are exchanged."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "One row per label: how many rows came, and how many labels?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, np.eye(10)[labels].T
