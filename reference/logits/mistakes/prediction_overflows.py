"""Raw exponentials overflow for large logits."""

import numpy as np

CATALOGUE = "SM03"
FAILS = ("predict_probabilities.large",)
HINT = "What is exp(500) in floating point, and what may you subtract from all logits for free?"


def predict_probabilities(model, images):
    z = model.predict(images, verbose=0)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)
