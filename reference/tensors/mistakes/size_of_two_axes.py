"""Only the first two axes are multiplied."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.rank",
    "rank_and_size.size",
    "rank_and_size.scalar",
    "rank_and_size.one",
)
HINT = "How many axes has a stack of pictures, and how many has a vector?"
FORM = "plain"
TRIES = {"FORM": ("plain", "guarded")}


def rank_and_size(tensor):
    shape = np.shape(tensor)
    if FORM == "guarded" and len(shape) < 2:
        return len(shape), int(np.prod(shape))
    return len(shape), shape[0] * shape[1]
