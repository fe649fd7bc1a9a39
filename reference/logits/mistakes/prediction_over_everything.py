"""All probabilities of the batch sum to one together."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "Which numbers must add up to one: those of one image, or all?"
HOW = "call"
TRIES = {"HOW": ("call", "shifted")}


def predict_probabilities(model, images):
    z = np.asarray(model(images))
    e = np.exp(z - z.max() if HOW == "shifted" else z)
    return e / e.sum()
