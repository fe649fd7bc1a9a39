"""Cross-entropy takes the logarithm of the labels and weighs it with the predictions."""

import numpy as np

CATALOGUE = "CE10"
FAILS = ("cross_entropy.values",)
HINT = "Which of the two goes under the logarithm, the label or the prediction?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_pred * np.log(np.clip(y_true, 1e-7, 1.0)), axis=1))
