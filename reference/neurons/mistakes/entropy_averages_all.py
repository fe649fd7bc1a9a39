"""The mean runs over all entries, the zeros of the one-hot rows included."""

CATALOGUE = "CE03"
FAILS = ("losses.cross_entropy",)
HINT = "Which zeros are counted in your average?"

import numpy as np


def cross_entropy(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred))
