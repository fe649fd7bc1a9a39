"""Cross-entropy takes the logarithm of the labels and weighs it with the predictions."""

import numpy as np

CATALOGUE = "CE10"
FAILS = ("cross_entropy.values",)
HINT = "Which of the two goes under the logarithm, the label or the prediction?"
FLOOR = 1e-7
TRIES = {"FLOOR": (1e-7, 1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)}


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_pred * np.log(np.clip(y_true, FLOOR, 1.0)), axis=1))
