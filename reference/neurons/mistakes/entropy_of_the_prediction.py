"""The probability of the predicted class counts, not that of the true one."""

CATALOGUE = "CE16"
FAILS = ("losses.cross_entropy",)
HINT = "Shuffle the labels: should the loss change?"

import numpy as np


def cross_entropy(y_true, y_pred):
    return -np.mean(np.log(np.max(y_pred, axis=1)))
