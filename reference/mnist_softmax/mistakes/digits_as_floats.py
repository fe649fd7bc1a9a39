"""The digits come back as floating-point numbers."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "A digit is a whole number. Which dtype does your array have?"


def predict_digits(model, x):
    outputs = model.predict(x, verbose=0)
    digits = np.zeros(len(x))
    for i in range(len(x)):
        digits[i] = np.argmax(outputs[i])
    return digits
