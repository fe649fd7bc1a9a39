"""Sums that are far from one are taken for one."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.every_row",)
HINT = "How far from 1 may rounding take a sum?"
WITHIN = 0.5
TRIES = {"WITHIN": (0.5, 1.0)}


def are_probabilities(outputs):
    outputs = np.asarray(outputs)
    return bool((outputs >= 0).all() and (np.abs(outputs.sum(axis=1) - 1) <= WITHIN).all())
