"""The outputs are rounded, or sorted, and come back as they are."""

import numpy as np

CATALOGUE = "PR05"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "Ten numbers per image came. Which digit do they speak for?"
HOW = "rounded"
TRIES = {"HOW": ("rounded", "sorted places", "over one half")}


def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    return {"rounded": np.round(p), "sorted places": np.argsort(p, axis=1), "over one half": (p > 0.5).astype(int)}[HOW]
