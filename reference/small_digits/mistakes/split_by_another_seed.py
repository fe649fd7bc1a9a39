"""The seed of somebody else is used."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels", "split.validation_rows", "split.validation_labels")
HINT = "Which seed is yours?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(42).permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[validation], labels[validation]
