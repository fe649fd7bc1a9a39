"""The share of right, or of wrong, answers comes back."""

import numpy as np

CATALOGUE = "CE19"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero", "cross_entropy.zero_elsewhere")
HINT = "Should being sure and wrong cost as much as being a little wrong?"
OF = "right"
TRIES = {"OF": ("right", "wrong")}


def cross_entropy(y_true, y_pred):
    right = np.mean(np.argmax(y_true, axis=1) == np.argmax(y_pred, axis=1))
    return right if OF == "right" else 1 - right
