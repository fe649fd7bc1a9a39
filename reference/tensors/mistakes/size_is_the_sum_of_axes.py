"""The lengths of the axes are added."""

CATALOGUE = ""
FAILS = (
    "rank_and_size.size",
    "rank_and_size.one",
)
HINT = "How many entries has a table of 3 by 5?"

import numpy as np


def rank_and_size(tensor):
    return np.ndim(tensor), int(np.sum(np.shape(tensor)))
