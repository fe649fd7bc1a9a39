"""All products are summed, whatever the axes."""

CATALOGUE = ""
FAILS = (
    "dot.matrices",
    "dot.mixed",
)
HINT = "How many numbers come out when a table of 3 by 4 meets one of 4 by 2?"

import numpy as np


def dot(a, b):
    return np.sum(np.dot(a, b))
