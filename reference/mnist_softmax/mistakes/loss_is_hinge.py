"""A hinge loss is taken instead of a logarithm."""

import numpy as np

CATALOGUE = "CE19"
FAILS = ("cross_entropy.values", "cross_entropy.zero")
HINT = "What is the logarithm for? What does a sure but wrong model cost in yours?"
HOW = "categorical"
TRIES = {"HOW": ("categorical", "signed")}


def cross_entropy(y_true, y_pred):
    if HOW == "signed":
        return np.mean(np.maximum(0, 1 - (2 * y_true - 1) * y_pred))
    right, wrong = np.sum(y_true * y_pred, axis=1), np.max((1 - y_true) * y_pred, axis=1)
    return np.mean(np.maximum(0, 1 + wrong - right))
