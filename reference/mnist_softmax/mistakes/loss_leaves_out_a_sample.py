"""The first or the last sample of the batch is left out."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values", "cross_entropy.mean")
HINT = "How many losses do you add up in a batch of two?"
WHICH = "last"
BY = "rest"
TRIES = {"WHICH": ("last", "first"), "BY": ("rest", "all")}


def cross_entropy(y_true, y_pred):
    losses = -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1)
    kept = losses[:-1] if WHICH == "last" else losses[1:]
    return np.mean(kept) if BY == "rest" else np.sum(kept) / len(losses)
