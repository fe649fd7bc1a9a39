"""The class with the second largest output is taken."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.values",)
HINT = "Which output speaks for the digit: the largest, or the one after it?"


def predict_digits(model, x):
    return np.argsort(model.predict(x, verbose=0), axis=1)[:, -2]
