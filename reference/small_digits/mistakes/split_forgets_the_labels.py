"""Rows are shuffled, labels are not."""

CATALOGUE = ""
FAILS = ("split.training_labels", "split.validation_labels")
HINT = "Look at one row and its label, before and after."

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[:-HELD], rows[validation], labels[-HELD:]
