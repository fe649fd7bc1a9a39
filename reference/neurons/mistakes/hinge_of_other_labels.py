"""The labels are taken for 0 and 1, or the scores for their signs."""

import numpy as np

CATALOGUE = ""
FAILS = ("losses.hinge",)
HINT = "Which labels come in, and what does their product with the score say?"
HOW = "labels"
TRIES = {"HOW": ("labels", "scores")}


def hinge(y_true, scores):
    if HOW == "labels":
        return np.mean(np.maximum(0, 1 - (y_true + 1) / 2 * scores))
    return np.mean(np.maximum(0, 1 - y_true * np.sign(scores)))
