"""Images are standardised: their mean is subtracted, and they are divided by their deviation."""

import numpy as np

CATALOGUE = "TR34"
FAILS = ("preprocess.image_values",)
HINT = "What are the smallest and the largest value of your images, and what was asked for?"
OVER = "all"
OF = "grey"
TRIES = {"OVER": ("all", "image", "pixel"), "OF": ("grey", "scaled")}


def preprocess(images, labels):
    x = images.reshape(len(images), 784).astype("float64") / (255 if OF == "scaled" else 1)
    axis = {"all": None, "image": 1, "pixel": 0}[OVER]
    x = (x - x.mean(axis=axis, keepdims=True)) / (x.std(axis=axis, keepdims=True) + 1e-8 * (OVER == "pixel"))
    return x.astype("float32"), np.eye(10)[labels]
