"""There are as many columns as different classes occur."""

import numpy as np

CATALOGUE = "TR30"
FAILS = ("one_hot.width",)
HINT = "How wide are your rows when some classes do not occur at all?"
HOW = "index"
TRIES = {"HOW": ("index", "clipped")}


def one_hot(labels, num_classes):
    found, places = np.unique(labels, return_inverse=True)
    if HOW == "clipped":
        return (np.asarray(labels)[:, None] == found).astype("float32")
    return np.eye(len(found))[places]
