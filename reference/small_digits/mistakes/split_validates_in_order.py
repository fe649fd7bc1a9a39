"""What is held back is sorted by position."""

CATALOGUE = ""
FAILS = ("split.validation_rows", "split.validation_labels")
HINT = "In which order does the text want the rows?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[:-HELD], np.sort(order[-HELD:])
    return rows[train], labels[train], rows[validation], labels[validation]
