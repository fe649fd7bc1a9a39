"""The bytes are counted."""

import numpy as np

CATALOGUE = ""
FAILS = ("rank_and_size.size", "rank_and_size.one")
HINT = "How many entries has a table of 2 rows and 3 columns, and how many bytes has each?"


def rank_and_size(tensor):
    tensor = np.asarray(tensor)
    return tensor.ndim, tensor.nbytes
