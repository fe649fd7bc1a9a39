"""Infinite logarithms are replaced by 0, so that a sure mistake costs nothing."""

import numpy as np

CATALOGUE = "CE08"
FAILS = ("cross_entropy.zero",)
HINT = "A sure but wrong model: what does your loss return? Should it be punished?"


def cross_entropy(y_true, y_pred):
    logarithms = np.log(y_pred)
    logarithms[np.isinf(logarithms)] = 0.0
    return -np.mean(np.sum(y_true * logarithms, axis=1))
