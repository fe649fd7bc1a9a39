"""The generator begins anew every time."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels", "split.validation_rows", "split.validation_labels")
HINT = "Call your function twice. Are the same rows held back?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng().permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[validation], labels[validation]
