"""Every image is called a zero, whatever the model says."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.reacts", "predict_digits.shape", "predict_digits.values")
HINT = "Does your function ask the model at all?"


def predict_digits(model, x):
    return np.zeros(len(x), dtype="int64")
