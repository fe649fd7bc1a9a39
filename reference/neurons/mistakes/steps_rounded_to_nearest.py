"""The number of steps is rounded to the nearest whole number."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.short",)
HINT = "1000 samples in batches of 32: how many are left after 31 batches?"


def steps_per_epoch(samples, size):
    return int(np.round(samples / size))
