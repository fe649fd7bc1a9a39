"""The images are scaled once more."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.digits",)
HINT = "In which range are the images that come in?"
BY = 255.0
TRIES = {"BY": (255.0, 0.00392156862745098)}


def predict_digits(model, images):
    return np.argmax(model.predict(images / np.float32(BY), verbose=0), axis=1)
