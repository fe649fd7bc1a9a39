"""Cross-entropy with 1e-7, the number the docstring suggests, added to every probability under the logarithm."""

import numpy as np


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred + 1e-7)) / len(y_true)
