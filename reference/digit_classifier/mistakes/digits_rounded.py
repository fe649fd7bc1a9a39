"""The outputs are rounded and come back as rows of ten."""

import numpy as np

CATALOGUE = "PR05"
FAILS = ("predictions.digits",)
HINT = "Ten numbers per image came. Which digit do they speak for?"
HOW = "rounded"
TRIES = {"HOW": ("rounded", "over one half", "one-hot")}


def predict_digits(model, images):
    p = model.predict(images, verbose=0)
    return {"rounded": np.round(p), "over one half": (p > 0.5).astype(int), "one-hot": np.eye(10)[p.argmax(1)]}[HOW]
