"""A class is left out when the largest output is looked for."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.values",)
HINT = "Which digits can your function answer at all?"
WHICH = "last"
TRIES = {"WHICH": ("last", "first", "first, counted on")}


def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    if WHICH == "last":
        return np.argmax(p[:, :-1], axis=1)
    return np.argmax(p[:, 1:], axis=1) + (WHICH != "first")
