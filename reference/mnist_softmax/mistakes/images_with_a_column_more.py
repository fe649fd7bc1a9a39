"""The images keep an axis too many."""

import numpy as np

CATALOGUE = "MD11"
FAILS = ("preprocess.image_shape", "preprocess.image_values", "preprocess.unchanged")
HINT = "One row per image: how many axes has an array of rows?"
WHERE = "end"
TRIES = {"WHERE": ("end", "middle", "grid")}


def preprocess(images, labels):
    shape = {"end": (-1, 784, 1), "middle": (-1, 1, 784), "grid": (-1, 28, 28, 1)}[WHERE]
    return images.reshape(shape).astype("float32") / 255, np.eye(10)[labels]
