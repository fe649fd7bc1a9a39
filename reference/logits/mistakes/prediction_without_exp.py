"""The logits are shifted and divided by their sum: no exponential."""

import numpy as np

CATALOGUE = "SM14"
FAILS = ("predict_probabilities.values", "predict_probabilities.one", "predict_probabilities.large")
HINT = "The ratio of two probabilities should be exp of the difference of their logits. Is it in yours?"
SHIFT, ASKED = "least", "call"
TRIES = {"SHIFT": ("least", "none", "sizes", "range"), "ASKED": ("call", "predict")}


def predict_probabilities(model, images):
    z = np.asarray(model.predict(images, verbose=0) if ASKED == "predict" else model(images))
    low = z.min(axis=1, keepdims=True)
    parts = {
        "least": z - low,
        "none": z,
        "sizes": np.abs(z),
        "range": (z - low) / (z.max(axis=1, keepdims=True) - low),
    }[SHIFT]
    return parts if SHIFT == "range" else parts / parts.sum(axis=1, keepdims=True)
