"""Training rows are brought to [0, 1] a second time."""

CATALOGUE = ""
FAILS = ("split.training_rows",)
HINT = "Are the rows that come back those that were handed in?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train] / 16, labels[train], rows[validation], labels[validation]
