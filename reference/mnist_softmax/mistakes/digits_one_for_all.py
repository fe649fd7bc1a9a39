"""The index of the largest output is taken over the whole batch: one number comes back."""

import numpy as np

CATALOGUE = "PR02"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "One answer per image: how many images are there, and how many answers came?"


def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0))
