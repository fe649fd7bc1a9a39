"""Cross-entropy uses the logarithm to base ten."""

import numpy as np

CATALOGUE = "CE06"
FAILS = (
    "cross_entropy.values",
    "cross_entropy.zero",
)
HINT = "A uniform guess over ten classes should cost ln 10 = 2.3026. Which logarithm do you use?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log10(np.clip(y_pred, 1e-7, 1.0)), axis=1))
