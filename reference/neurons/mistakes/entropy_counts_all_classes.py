"""The logarithms of all classes are summed, and not only of the true one."""

import numpy as np

CATALOGUE = "CE17"
FAILS = ("losses.cross_entropy",)
HINT = "Which class's probability matters for one sample?"


def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(np.log(y_pred), axis=1))
