"""The digit with the smallest output is taken."""

import numpy as np

CATALOGUE = "PR08"
FAILS = ("predictions.digits",)
HINT = "Does a large output speak for a digit or against it?"


def predict_digits(model, images):
    return np.argmin(model.predict(images, verbose=0), axis=-1)
