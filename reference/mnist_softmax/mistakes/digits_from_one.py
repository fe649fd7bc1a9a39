"""The digits count from 1, as if the first output belonged to the digit 1."""

import numpy as np

CATALOGUE = "PR04"
FAILS = ("predict_digits.values",)
HINT = "Which digit belongs to the output at index 0?"


def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1) + 1
