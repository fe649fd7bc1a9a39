"""The largest logit of the whole batch is subtracted from every row."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_probabilities.large",)
HINT = "Whose maximum do you subtract? What is left of a row that lies 1000 below it?"


def predict_probabilities(model, images):
    z = np.asarray(model(images))
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)
