"""The shape comes back, and the rank beside it."""

CATALOGUE = ""
FAILS = (
    "rank_and_size.rank",
    "rank_and_size.size",
    "rank_and_size.scalar",
    "rank_and_size.one",
)
HINT = "Two numbers are asked: how many axes, and how many entries?"

import numpy as np

BESIDE = "rank"
TRIES = {"BESIDE": ("rank", "size")}


def rank_and_size(tensor):
    return np.shape(tensor), np.ndim(tensor) if BESIDE == "rank" else np.size(tensor)
