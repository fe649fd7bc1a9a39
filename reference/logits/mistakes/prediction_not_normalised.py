"""The exponentials come back without being divided by their sum."""

import numpy as np

CATALOGUE = "SM10"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "These are positive weights. What is still missing before they are a distribution?"
SHIFT = "none"
TRIES = {"SHIFT": ("none", "row")}


def predict_probabilities(model, images):
    z = np.asarray(model(images))
    return np.exp(z - (z.max(axis=1, keepdims=True) if SHIFT == "row" else 0))
