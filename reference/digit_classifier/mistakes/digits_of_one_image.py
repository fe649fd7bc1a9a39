"""A single number comes back: the place of the largest output of all, or the digit of the first image."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.digits",)
HINT = "How many images came in? Over which axis is the largest output looked for?"
WHICH = "all"
TRIES = {"WHICH": ("all", "first")}


def predict_digits(model, images):
    outputs = model.predict(images, verbose=0)
    return np.argmax(outputs if WHICH == "all" else outputs[0])
