"""The batch becomes one long vector before softmax."""

import numpy as np

CATALOGUE = "SM23"
FAILS = ("softmax.shape", "softmax.values", "softmax.stable", "softmax.mixed_rows")
HINT = "Which numbers must add up to one: those of one sample, or those of the whole batch? Shape in, shape out."


def softmax(logits):
    flat = np.ravel(logits)
    e = np.exp(flat - flat.max())
    return e / e.sum()
