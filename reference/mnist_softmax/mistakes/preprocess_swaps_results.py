"""Labels come first and images second."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "preprocess.image_shape",
    "preprocess.image_values",
    "preprocess.labels",
    "preprocess.absent_digits",
    "preprocess.unchanged",
)
HINT = "Which of the two is to come back first?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return np.eye(10)[labels], x
