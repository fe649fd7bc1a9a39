"""Rows and labels are shuffled one after the other, each in an order of its own."""

CATALOGUE = ""
FAILS = ("split.training_labels", "split.validation_labels")
HINT = "Does the generator give the same order when it is asked again?"

import numpy as np


def split(rows, labels):
    generator = np.random.default_rng(SEED)
    rows = rows[generator.permutation(len(rows))]
    labels = labels[generator.permutation(len(labels))]
    return rows[:-HELD], labels[:-HELD], rows[-HELD:], labels[-HELD:]
