"""The loss looks at the first sample of the batch only."""

import numpy as np

CATALOGUE = "CE20"
FAILS = ("cross_entropy.values",)
HINT = "Change the last sample of a batch: should the loss change?"


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true[0] * np.log(np.clip(y_pred[0], 1e-7, 1.0)))
