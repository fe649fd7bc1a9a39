"""The floor is another number than 0."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "What must become of -2?"
FLOOR, WHERE = 1, "all"
TRIES = {"FLOOR": (1, -1), "WHERE": ("all", "negative")}


def relu(z):
    return np.maximum(z, FLOOR) if WHERE == "all" else np.where(z > 0, z, float(FLOOR))
