"""The length of the first axis is raised to the rank."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "rank_and_size.size",
    "rank_and_size.one",
)
HINT = "Are all axes equally long?"


def rank_and_size(tensor):
    shape = np.shape(tensor)
    return len(shape), shape[0] ** len(shape) if shape else 1
