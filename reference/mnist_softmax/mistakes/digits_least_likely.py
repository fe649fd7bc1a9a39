"""The digit with the smallest output is taken."""

import numpy as np

CATALOGUE = "PR08"
FAILS = ("predict_digits.values",)
HINT = "Does a large output speak for a digit or against it?"


def predict_digits(model, x):
    return np.argmin(model.predict(x, verbose=0), axis=1)
