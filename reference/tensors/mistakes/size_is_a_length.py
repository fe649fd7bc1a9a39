"""The length of one axis is taken for the size."""

import numpy as np

CATALOGUE = ""
FAILS = ("rank_and_size.size", "rank_and_size.one")
HINT = "How many entries has a table of 2 rows and 3 columns?"
AXIS = 0
TRIES = {"AXIS": (0, -1)}


def rank_and_size(tensor):
    shape = np.shape(tensor)
    return len(shape), int(shape[AXIS]) if shape else 1
