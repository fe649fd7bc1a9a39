"""Cross-entropy returns one loss per sample and no mean over the batch."""

import numpy as np

CATALOGUE = "CE05"
FAILS = (
    "cross_entropy.shape",
    "cross_entropy.values",
    "cross_entropy.mean",
)
HINT = "One number for the whole batch is asked. How do you get it from the losses of its samples?"


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1)
