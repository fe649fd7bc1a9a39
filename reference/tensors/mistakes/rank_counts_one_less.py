"""The rank is one too small."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.rank",
    "rank_and_size.scalar",
)
HINT = "Is the rank the number of axes, or the number of the last one?"


def rank_and_size(tensor):
    return np.ndim(tensor) - 1, np.size(tensor)
