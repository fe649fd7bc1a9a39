"""The first rows of the shuffled order are held back."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels", "split.validation_rows", "split.validation_labels")
HINT = "Which end of the order is held back?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[HELD:], order[:HELD]
    return rows[train], labels[train], rows[validation], labels[validation]
