"""The rank of linear algebra is taken."""

import numpy as np

CATALOGUE = ""
FAILS = ("rank_and_size.rank", "rank_and_size.size", "rank_and_size.scalar", "rank_and_size.one")
HINT = "How many axes has the tensor? How many rows are independent is another question."
FORM = "one number"
TRIES = {"FORM": ("one number", "plain")}


def rank_and_size(tensor):
    tensor = np.asarray(tensor)
    if FORM == "plain":
        return np.linalg.matrix_rank(tensor), tensor.size
    return int(np.linalg.matrix_rank(tensor)), int(tensor.size)
