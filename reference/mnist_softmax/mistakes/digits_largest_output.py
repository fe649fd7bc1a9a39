"""The largest output itself comes back, and not its place."""

import numpy as np

CATALOGUE = "PR03"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "How sure, or which digit: what was asked for?"
FORM = "plain"
TRIES = {"FORM": ("plain", "rounded", "cut")}


def predict_digits(model, x):
    largest = np.max(model.predict(x, verbose=0), axis=1)
    if FORM == "plain":
        return largest
    return (np.round(largest) if FORM == "rounded" else largest).astype(int)
