"""Digits are counted from one."""

import numpy as np

CATALOGUE = "PR04"
FAILS = ("predictions.digits",)
HINT = "Which digit belongs to the output at index 0?"


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=-1) + 1
