"""One-hot rows come back in the place of digits."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.digits",)
HINT = "One number per image: how many numbers are in your rows?"


def predict_digits(model, images):
    outputs = model.predict(images, verbose=0)
    return np.eye(10, dtype=int)[np.argmax(outputs, axis=1)]
