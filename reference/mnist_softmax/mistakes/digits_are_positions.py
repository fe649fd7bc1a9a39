"""np.where is asked for the places of the largest outputs: rows come first."""

import numpy as np

CATALOGUE = "PR02"
FAILS = ("predict_digits.values",)
HINT = "`np.where` returns one array per axis. Which of them holds the classes?"


def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    return np.where(p == p.max(axis=1, keepdims=True))[0]
