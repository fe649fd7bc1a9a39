"""The shuffled order is not used."""

CATALOGUE = ""
FAILS = (
    "descent.batches",
    "descent.last_batch",
)
HINT = "Which samples are in the batch: the next in line, or the next in the shuffled order?"

import numpy as np


def mini_batch(order, size, number):
    return np.arange(number * size, min(len(order), (number + 1) * size))
