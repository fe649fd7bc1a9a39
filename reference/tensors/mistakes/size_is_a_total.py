"""The entries are summed up where they should be counted."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.size",
    "rank_and_size.one",
)
HINT = "How many entries are there, whatever their values?"


def rank_and_size(tensor):
    return np.ndim(tensor), np.sum(tensor)
