"""The samples left over come back."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.even", "descent.short")
HINT = "60 samples in batches of 12: how many batches?"
HOW = "rest"
TRIES = {"HOW": ("rest", "size")}


def steps_per_epoch(samples, size):
    return int(samples % size) if HOW == "rest" else int(np.ceil(size / samples))
