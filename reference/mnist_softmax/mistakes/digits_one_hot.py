"""One-hot rows come back instead of digits."""

import numpy as np

CATALOGUE = "PR03"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "Which digit does a row of ten numbers speak for?"
KIND = "int64"
TRIES = {"KIND": ("int64", "float64")}


def predict_digits(model, x):
    return np.eye(10, dtype=KIND)[np.argmax(model.predict(x, verbose=0), axis=1)]
