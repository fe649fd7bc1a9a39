"""Cross-entropy averages over all entries of the product, the zeros of the one-hot rows among them."""

import numpy as np

CATALOGUE = "CE03"
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "The zeros of the one-hot rows are counted in your average. Over how many numbers should it go?"


def cross_entropy(y_true, y_pred):
    return -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)))
