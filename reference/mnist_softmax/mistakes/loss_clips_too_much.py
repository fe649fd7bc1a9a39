"""Cross-entropy clips probabilities at 0.01, so that no sample can cost more than 4.6."""

import numpy as np

CATALOGUE = "CE09"
FAILS = ("cross_entropy.zero",)
HINT = "Your loss has a ceiling. Which predictions can no longer be told apart, however wrong they are?"


def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 0.01, 1.0)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))
