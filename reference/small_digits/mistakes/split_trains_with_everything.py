"""The rows that are held back are trained with, too."""

CATALOGUE = ""
FAILS = (
    "split.sizes",
    "split.training_rows",
    "split.training_labels",
    "split.validation_rows",
    "split.validation_labels",
    "split.unchanged",
)
HINT = "Is a row that you train with still unseen?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    return rows[order], labels[order], rows[order[-HELD:]], labels[order[-HELD:]]
