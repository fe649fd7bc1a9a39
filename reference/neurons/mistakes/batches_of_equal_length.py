"""The samples are split into parts of about equal length."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.batches", "descent.last_batch")
HINT = "17 samples in batches of 5: how many are in the last one?"


def mini_batch(order, size, number):
    return np.array_split(order, int(np.ceil(len(order) / size)))[int(number)]
