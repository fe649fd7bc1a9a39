"""The index of the largest output is taken along the batch: for each class the image that fits best."""

import numpy as np

CATALOGUE = "PR01"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "One answer per image: how many images are there, and how many answers came?"


def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=0)
