"""Class 1 stands at the first place, and class 0 nowhere."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "From which number are classes counted?"


def one_hot(labels, num_classes):
    return (np.asarray(labels)[:, None] == np.arange(1, num_classes + 1)).astype("float32")
