"""The samples of a mini-batch are sorted."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.batches", "descent.last_batch")
HINT = "In which order do the samples of your mini-batch come?"


def mini_batch(order, size, number):
    return np.sort(order[number * size : (number + 1) * size])
