"""The rows to train with are those that are not held back, by position."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels")
HINT = "In which order does the text want the rows?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = np.sort(order[:-HELD]), order[-HELD:]
    return rows[train], labels[train], rows[validation], labels[validation]
