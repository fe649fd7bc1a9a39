"""The loss is multiplied by a constant, as the half of a squared error is."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "A uniform guess over ten classes should cost ln 10. How many times that does yours cost?"
FACTOR = 0.5
TRIES = {"FACTOR": (0.5, 2.0, 100.0, 10.0, 0.1, 0.25)}


def cross_entropy(y_true, y_pred):
    return -FACTOR * np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1))
