"""The length of the first axis is taken for the rank."""

CATALOGUE = ""
FAILS = (
    "rank_and_size.rank",
    "rank_and_size.scalar",
)
HINT = "Has a table of 3 by 5 three axes?"

FORM = "guarded"
TRIES = {"FORM": ("guarded", "plain")}

import numpy as np


def rank_and_size(tensor):
    if FORM == "plain":
        return len(tensor), np.size(tensor)
    return (len(tensor) if np.ndim(tensor) else 0), np.size(tensor)
