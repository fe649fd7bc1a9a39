"""The shape stands in the place of the size."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.size",
    "rank_and_size.one",
)
HINT = "The size is one number: how many entries are there?"


def rank_and_size(tensor):
    return np.ndim(tensor), list(np.shape(tensor))
