"""The caller's rows and labels are shuffled."""

CATALOGUE = ""
FAILS = ("split.unchanged",)
HINT = "Call your function twice with the same arrays. Is the answer the same?"

import numpy as np


def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    rows[:], labels[:] = rows[order], labels[order]
    return rows[:-HELD].copy(), labels[:-HELD].copy(), rows[-HELD:].copy(), labels[-HELD:].copy()
