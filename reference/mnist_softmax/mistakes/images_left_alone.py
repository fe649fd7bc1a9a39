"""Only the labels are prepared; the images come back as they were."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.reacts", "preprocess.image_shape", "preprocess.image_values", "preprocess.unchanged")
HINT = "What do your images look like afterwards: which shape, which dtype, which largest value?"


def preprocess(images, labels):
    return images, np.eye(10)[labels]
