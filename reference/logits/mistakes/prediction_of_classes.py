"""The digits come back instead of their probabilities."""

import numpy as np

CATALOGUE = "PR03"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "How sure, or which digit: what was asked for?"


def predict_probabilities(model, images):
    return np.argmax(np.asarray(model(images)), axis=1)
