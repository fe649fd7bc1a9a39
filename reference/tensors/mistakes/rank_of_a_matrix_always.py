"""The rank is said to be 2 whatever comes in."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.rank",
    "rank_and_size.scalar",
)
HINT = "How many axes has a vector, and how many has a stack of pictures?"
RANK = 2
TRIES = {"RANK": (2, 1, 3)}


def rank_and_size(tensor):
    return RANK, np.size(tensor)
