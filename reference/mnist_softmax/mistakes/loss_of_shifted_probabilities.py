"""A tiny number is added to the probabilities that is not tiny."""

import numpy as np

CATALOGUE = "CE09"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero", "cross_entropy.zero_elsewhere")
HINT = "What does a sample cost whose true class got probability 1? What did you add below the logarithm?"
EPSILON = 0.1
TRIES = {"EPSILON": (0.1, 0.01, 0.001, 0.5, 0.05, 0.0001, 1e-05)}


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred + EPSILON), axis=1))
