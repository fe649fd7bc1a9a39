"""Only the rows that are held back are brought to [0, 1] a second time."""

CATALOGUE = ""
FAILS = ("split.validation_rows",)
HINT = "Are the rows that come back those that were handed in?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[validation] / 16, labels[validation]
