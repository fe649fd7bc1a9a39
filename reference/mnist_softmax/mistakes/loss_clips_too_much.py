"""Cross-entropy clips probabilities at 0.01, so that no sample can cost more than 4.6."""

import numpy as np

CATALOGUE = "CE09"
FAILS = ("cross_entropy.zero",)
HINT = "Your loss has a ceiling. Which predictions can no longer be told apart, however wrong they are?"
FLOOR = 0.01
TRIES = {"FLOOR": (0.01, 0.2, 0.1, 0.05, 0.02, 0.005, 0.002, 0.001, 5e-4, 2e-4), "BOTH": (0, 1)}
BOTH = 0


def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, FLOOR, 1.0 - BOTH * FLOOR)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))
