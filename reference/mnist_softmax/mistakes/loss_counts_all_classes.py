"""Cross-entropy sums the logarithms of all classes and not only of the true one."""

import numpy as np

CATALOGUE = "CE17"
FAILS = ("cross_entropy.values", "cross_entropy.perfect", "cross_entropy.zero_elsewhere")
HINT = "Which class's probability matters for one sample? What are the zeros of a one-hot row for?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1))
