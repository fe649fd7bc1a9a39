"""Digits are counted from nine down."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.values",)
HINT = "Which digit belongs to the output at index 0?"


def predict_digits(model, x):
    return 9 - np.argmax(model.predict(x, verbose=0), axis=1)
