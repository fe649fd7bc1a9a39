"""The loss looks at the last sample of the batch only."""

import numpy as np

CATALOGUE = "CE20"
FAILS = ("cross_entropy.values",)
HINT = "Change the first sample of a batch: should the loss change?"


def cross_entropy(y_true, y_pred):
    for t, p in zip(y_true, y_pred):
        loss = -np.sum(t * np.log(np.clip(p, 1e-7, 1.0)))
    return loss
