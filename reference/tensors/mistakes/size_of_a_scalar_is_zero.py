"""A scalar is said to have no entries."""

CATALOGUE = ""
FAILS = ("rank_and_size.one",)
HINT = "How many numbers is a single number?"

import numpy as np


def rank_and_size(tensor):
    return np.ndim(tensor), np.size(tensor) if np.ndim(tensor) else 0
