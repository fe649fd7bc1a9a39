"""The last product is left out."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.matrices",
    "dot.mixed",
)
HINT = "Where does your range end?"


def dot(a, b):
    if a.ndim == b.ndim == 1:
        return np.dot(a[:-1], b[:-1])
    return np.dot(a[..., :-1], b[:-1])
