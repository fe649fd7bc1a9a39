"""The second matrix is transposed where it fits."""

CATALOGUE = ""
FAILS = ("dot.matrices",)
HINT = "Which axis of the second matrix is summed over, its first or its last?"

import numpy as np


def dot(a, b):
    if a.ndim == b.ndim == 2:
        return a @ b.T if a.shape == b.T.shape else (a @ b)[:, ::-1]
    return np.dot(a, b)
