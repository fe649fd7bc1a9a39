"""Cross-entropy adds the term (1 - y) log(1 - p) of the formula for two classes."""

import numpy as np

CATALOGUE = "CE13"
FAILS = ("cross_entropy.values",)
HINT = "You also count how sure the model is that the other classes are wrong. For how many classes is that formula?"


def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    terms = y_true * np.log(p) + (1 - y_true) * np.log(1 - p)
    return -np.mean(np.sum(terms, axis=1))
