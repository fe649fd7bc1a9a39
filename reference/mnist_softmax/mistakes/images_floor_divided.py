"""Images are divided by 255 as integers, which leaves only zeros and ones."""

import numpy as np

CATALOGUE = "TR31"
FAILS = ("preprocess.image_values",)
HINT = "Count the different values in your images. What does dividing whole numbers do to a grey of 128?"


def preprocess(images, labels):
    x = (images // 255).reshape(-1, 784).astype("float32")
    return x, np.eye(10)[labels]
