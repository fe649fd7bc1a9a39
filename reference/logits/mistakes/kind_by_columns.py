"""Sums are taken over the samples, one per class."""

import numpy as np

CATALOGUE = "SM01"
FAILS = (
    "are_probabilities.told",
    "are_probabilities.negative",
    "are_probabilities.sums",
    "are_probabilities.every_row",
)
HINT = "Which numbers must add up to one: those of one sample, or those of one class?"


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs >= 0).all() and np.allclose(outputs.sum(axis=0), 1, atol=1e-3))
