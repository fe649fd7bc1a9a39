"""The product is divided by the lengths of both."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "dot.vectors",
    "dot.matrices",
    "dot.mixed",
)
HINT = "Is the cosine of an angle asked for, or the product?"


def dot(a, b):
    return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))
