"""Dark and bright are exchanged: one minus the grey value."""

import numpy as np

CATALOGUE = ""
FAILS = ("preprocess.image_values",)
HINT = "Which grey value must become 1.0, which 0.0?"


def preprocess(images, labels):
    x = 1 - images.reshape(-1, 784).astype("float32") / 255
    return x, np.eye(10)[labels]
