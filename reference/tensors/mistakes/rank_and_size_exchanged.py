"""The size comes first."""

import numpy as np

CATALOGUE = ""
FAILS = ("rank_and_size.rank", "rank_and_size.size", "rank_and_size.scalar", "rank_and_size.one")
HINT = "Which of the two is to come first?"


def rank_and_size(tensor):
    return int(np.size(tensor)), len(np.shape(tensor))
