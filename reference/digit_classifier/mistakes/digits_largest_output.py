"""The largest output comes back, and not its place."""

import numpy as np

CATALOGUE = "PR03"
FAILS = ("predictions.digits",)
HINT = "How sure, or which digit: what was asked for?"


def predict_digits(model, images):
    return np.max(model.predict(images, verbose=0), axis=-1)
