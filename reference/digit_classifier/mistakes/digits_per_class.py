"""The largest output is looked for among the images."""

import numpy as np

CATALOGUE = "PR01"
FAILS = ("predictions.digits",)
HINT = "One answer per image: how many images?"


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=0)
