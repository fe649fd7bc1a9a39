"""Images are flattened, and turned back into bytes after scaling."""

import numpy as np

CATALOGUE = "TR31"
FAILS = ("preprocess.image_shape", "preprocess.image_values", "preprocess.unchanged")
HINT = "Which dtype are your images, and what does it make of 0.7?"


def preprocess(images, labels):
    x = (images.reshape(-1, 784) / 255).astype("uint8")
    return x, np.eye(10)[labels]
