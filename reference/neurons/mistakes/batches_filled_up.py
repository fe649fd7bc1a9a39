"""The short last mini-batch is filled up with samples from the beginning, or with its last one."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.last_batch",)
HINT = "How often should a sample come in one epoch?"
HOW = "wrap"
TRIES = {"HOW": ("wrap", "clip")}


def mini_batch(order, size, number):
    return np.take(order, np.arange(number * size, (number + 1) * size), mode=HOW)
