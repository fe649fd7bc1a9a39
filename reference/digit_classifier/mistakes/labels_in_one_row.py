"""One row tells which classes occur."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "How many rows should there be for ten labels?"
FORM = "marked"
TRIES = {"FORM": ("marked", "counted")}


def one_hot(labels, num_classes):
    counts = np.bincount(labels, minlength=num_classes)
    return np.minimum(counts, 1).astype("float32") if FORM == "marked" else counts.astype("float32")
