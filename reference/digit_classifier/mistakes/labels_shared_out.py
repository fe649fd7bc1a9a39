"""The rows are divided by a number."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "To which sum do the numbers of a row add up?"
BY = "classes"
TRIES = {"BY": ("classes", "samples", "norm")}


def one_hot(labels, num_classes):
    rows = np.eye(num_classes, dtype="float32")[labels]
    return rows / {"classes": num_classes, "samples": len(labels), "norm": np.linalg.norm(rows)}[BY]
