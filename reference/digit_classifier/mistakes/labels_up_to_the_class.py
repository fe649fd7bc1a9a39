"""All places up to the class get a one."""

import numpy as np

CATALOGUE = ""
FAILS = ("one_hot.values", "one_hot.width", "one_hot.unchanged")
HINT = "How many ones are there in a row? Print the sum of each."
END = "included"
TRIES = {"END": ("included", "excluded")}


def one_hot(labels, num_classes):
    columns, last = np.arange(num_classes), np.asarray(labels)[:, None]
    return (columns <= last if END == "included" else columns < last).astype(float)
