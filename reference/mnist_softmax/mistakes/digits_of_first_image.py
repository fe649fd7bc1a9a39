"""Only the first image is read."""

import numpy as np

CATALOGUE = "PR02"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "One answer per image: how many images are there?"
HOW = "number"
TRIES = {"HOW": ("number", "repeated", "one row")}


def predict_digits(model, x):
    first = int(np.argmax(model.predict(x, verbose=0)[0]))
    return {"number": first, "repeated": np.full(len(x), first), "one row": np.array([first])}[HOW]
