"""Cross-entropy with 1e-5 added under the logarithm, which is within what the docstring allows."""

import numpy as np


def cross_entropy(y_true, y_pred):
    return np.mean(-np.log(np.sum(y_true * y_pred, axis=1) + 1e-5))
