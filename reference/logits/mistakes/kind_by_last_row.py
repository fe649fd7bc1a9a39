"""Only the last row is looked at."""

import numpy as np

CATALOGUE = ""
FAILS = ("are_probabilities.every_row",)
HINT = "How many rows does your loop remember when it ends?"


def are_probabilities(outputs):
    last = np.asarray(outputs)[-1]
    return bool((last >= 0).all() and abs(last.sum() - 1) < 1e-4)
