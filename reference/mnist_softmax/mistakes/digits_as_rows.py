"""One row per image comes back instead of one number."""

import numpy as np

CATALOGUE = "PR06"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "Integer array of shape (n,): print the shape of yours."


def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1).reshape(-1, 1)
