"""A scalar is said to have one axis."""

CATALOGUE = ""
FAILS = ("rank_and_size.scalar",)
HINT = "The shape of a scalar is (). How long is that?"

import numpy as np


def rank_and_size(tensor):
    return max(1, np.ndim(tensor)), np.size(tensor)
