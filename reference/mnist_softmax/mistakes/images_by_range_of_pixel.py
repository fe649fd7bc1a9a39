"""Every pixel is scaled by its own range in the batch."""

import numpy as np

CATALOGUE = "TR35"
FAILS = ("preprocess.image_values",)
HINT = "Two images of different brightness: must the same grey become the same number?"


def preprocess(images, labels):
    x = images.reshape(len(images), 784).astype("float32")
    low, high = x.min(axis=0), x.max(axis=0)
    return (x - low) / np.maximum(high - low, 1e-8), np.eye(10)[labels]
