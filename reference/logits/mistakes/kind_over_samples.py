"""The sums go over the samples instead of the classes."""

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
    return bool(np.all(outputs >= 0) and np.allclose(np.sum(outputs, axis=0), 1))
