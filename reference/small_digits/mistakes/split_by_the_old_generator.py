"""NumPy's old generator is seeded, and shuffles."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels", "split.validation_rows", "split.validation_labels")
HINT = "Which generator does the text name? Another one shuffles otherwise with the same seed."

import numpy as np


def split(rows, labels):
    np.random.seed(SEED)
    order = np.random.permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[validation], labels[validation]
